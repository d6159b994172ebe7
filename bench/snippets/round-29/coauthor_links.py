"""Which researchers are linked by a joint paper? Link prediction on the co-author graph."""
import random

import networkx as nx
import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split

random.seed(3)


class PairFeatures:
    def __init__(self, graph):
        self.graph = graph
        self.rank = nx.pagerank(graph)
        self.core = nx.core_number(graph)
        self.distance_cap = 6

    def _distance(self, u, v):
        try:
            return min(nx.shortest_path_length(self.graph, u, v), self.distance_cap)
        except nx.NetworkXNoPath:
            return self.distance_cap

    def __call__(self, pairs):
        rows = []
        jaccard = nx.jaccard_coefficient(self.graph, pairs)
        adamic = nx.adamic_adar_index(self.graph, pairs)
        for (u, v, jac), (_, _, ada) in zip(jaccard, adamic):
            rows.append(
                [jac, ada, self._distance(u, v), self.core[u] + self.core[v], self.rank[u] * self.rank[v]]
            )
        return np.array(rows)


def unlinked(graph, n):
    nodes, pairs = list(graph), set()
    while len(pairs) < n:
        u, v = random.sample(nodes, 2)
        if not graph.has_edge(u, v):
            pairs.add((min(u, v), max(u, v)))
    return list(pairs)


def main():
    graph = nx.read_edgelist("data/coauthors.txt", nodetype=int)
    linked = list(graph.edges())
    pairs = linked + unlinked(graph, len(linked))
    y = np.array([1] * len(linked) + [0] * len(linked))
    train_pairs, test_pairs, y_train, y_test = train_test_split(
        pairs, y, test_size=0.2, stratify=y, random_state=3
    )
    features = PairFeatures(graph)
    model = GradientBoostingClassifier(random_state=3).fit(features(train_pairs), y_train)
    score = model.predict_proba(features(test_pairs))[:, 1]
    print("AUROC", round(roc_auc_score(y_test, score), 3))
    print("AP   ", round(average_precision_score(y_test, score), 3))


if __name__ == "__main__":
    main()
