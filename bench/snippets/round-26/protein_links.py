"""Predict missing protein-protein interactions from network structure."""
import random

import networkx as nx
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split


def read_network(path):
    graph = nx.read_edgelist(path, delimiter="\t", nodetype=str)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def unlinked(graph, n, seed):
    rng = random.Random(seed)
    nodes = sorted(graph)
    pairs = set()
    while len(pairs) < n:
        a, b = rng.sample(nodes, 2)
        if not graph.has_edge(a, b):
            pairs.add((min(a, b), max(a, b)))
    return sorted(pairs)


class PairDescriber:
    def __init__(self, graph):
        self.graph = graph
        self.rank = nx.pagerank(graph)
        self.core = nx.core_number(graph)

    def __call__(self, pairs):
        adamic = [s for _, _, s in nx.adamic_adar_index(self.graph, pairs)]
        jaccard = [s for _, _, s in nx.jaccard_coefficient(self.graph, pairs)]
        attach = [s for _, _, s in nx.preferential_attachment(self.graph, pairs)]
        ranks = [self.rank[a] + self.rank[b] for a, b in pairs]
        cores = [min(self.core[a], self.core[b]) for a, b in pairs]
        hops = [self.distance(a, b) for a, b in pairs]
        return np.column_stack([adamic, jaccard, attach, ranks, cores, hops])

    def distance(self, a, b):
        return nx.shortest_path_length(self.graph, a, b) if nx.has_path(self.graph, a, b) else 20


def main():
    graph = read_network("ppi_yeast.tsv")
    linked = [tuple(sorted(e)) for e in graph.edges]
    pairs = linked + unlinked(graph, len(linked), seed=1)
    y = np.r_[np.ones(len(linked)), np.zeros(len(pairs) - len(linked))]
    train_pairs, test_pairs, y_train, y_test = train_test_split(
        pairs, y, test_size=0.2, stratify=y, random_state=1
    )
    describe = PairDescriber(graph)
    model = RandomForestClassifier(n_estimators=400, min_samples_leaf=3, n_jobs=-1, random_state=1)
    model.fit(describe(train_pairs), y_train)
    score = model.predict_proba(describe(test_pairs))[:, 1]
    print(f"average precision {average_precision_score(y_test, score):.3f}")


if __name__ == "__main__":
    main()
