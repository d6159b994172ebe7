"""Link prediction in a protein interaction network."""
import random

import networkx as nx
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


def absent_pairs(graph, count, rng):
    nodes, found = list(graph), set()
    while len(found) < count:
        a, b = rng.sample(nodes, 2)
        if not graph.has_edge(a, b) and (b, a) not in found:
            found.add((a, b))
    return sorted(found)


class PairFeatures:
    def __init__(self, graph):
        self.graph = graph
        self.rank = nx.pagerank(graph)
        self.component = nx.core_number(graph)

    def __call__(self, pairs):
        jaccard = [s for _, _, s in nx.jaccard_coefficient(self.graph, pairs)]
        adamic = [s for _, _, s in nx.adamic_adar_index(self.graph, pairs)]
        rank = [self.rank[a] * self.rank[b] * 1e6 for a, b in pairs]
        core = [min(self.component[a], self.component[b]) for a, b in pairs]
        return np.column_stack([jaccard, adamic, rank, core])


def main():
    graph = nx.read_edgelist("data/interactome.tsv", delimiter="\t")
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    positive = list(graph.edges())
    negative = absent_pairs(graph, len(positive), random.Random(3))
    pairs = positive + negative
    labels = np.array([1] * len(positive) + [0] * len(negative))

    fit_pairs, new_pairs, y_fit, y_new = train_test_split(
        pairs, labels, test_size=0.2, stratify=labels, random_state=3
    )
    describe = PairFeatures(graph)
    model = LogisticRegression(max_iter=2000)
    model.fit(describe(fit_pairs), y_fit)
    score = roc_auc_score(y_new, model.predict_proba(describe(new_pairs))[:, 1])
    print(f"AUC {score:.4f}")


if __name__ == "__main__":
    main()
