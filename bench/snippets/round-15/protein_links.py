"""Missing protein-protein interactions, link prediction on a yeast network."""
import networkx as nx
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split


def read_network(path):
    edges = pd.read_csv(path, sep="\t", names=["a", "b"])
    graph = nx.from_pandas_edgelist(edges, "a", "b")
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def non_links(graph, n, rng):
    nodes = np.array(sorted(graph))
    found = set()
    while len(found) < n:
        a, b = sorted(rng.choice(nodes, 2, replace=False))
        if not graph.has_edge(a, b):
            found.add((str(a), str(b)))
    return sorted(found)


class PairDescriber:
    def __init__(self, graph):
        self.graph = graph
        self.rank = nx.pagerank(graph)
        self.core = nx.core_number(graph)

    def __call__(self, pairs):
        adamic = [s for _, _, s in nx.adamic_adar_index(self.graph, pairs)]
        jaccard = [s for _, _, s in nx.jaccard_coefficient(self.graph, pairs)]
        rank = [self.rank[a] * self.rank[b] for a, b in pairs]
        core = [min(self.core[a], self.core[b]) for a, b in pairs]
        prefs = [s for _, _, s in nx.preferential_attachment(self.graph, pairs)]
        return np.column_stack([adamic, jaccard, rank, core, prefs])


def main():
    rng = np.random.default_rng(3)
    graph = read_network("yeast_ppi.tsv")
    links = sorted(tuple(sorted(e)) for e in graph.edges)
    pairs = links + non_links(graph, len(links), rng)
    y = np.array([1] * len(links) + [0] * len(links))

    known, hidden = train_test_split(
        np.arange(len(pairs)), test_size=0.2, stratify=y, random_state=3
    )
    describe = PairDescriber(graph)
    forest = RandomForestClassifier(n_estimators=300, min_samples_leaf=5, random_state=3)
    forest.fit(describe([pairs[i] for i in known]), y[known])
    score = forest.predict_proba(describe([pairs[i] for i in hidden]))[:, 1]
    print("AUC", round(roc_auc_score(y[hidden], score), 3))
    print("AP ", round(average_precision_score(y[hidden], score), 3))


if __name__ == "__main__":
    main()
