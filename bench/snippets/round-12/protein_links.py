"""Predict missing interactions in a protein network from topology."""
import random

import networkx as nx
import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split


class TopologyFeatures:
    names = ["common", "jaccard", "adamic_adar", "resource", "preferential", "component_dist"]

    def __init__(self, graph):
        self.graph = graph

    def row(self, u, v):
        g = self.graph
        common = len(list(nx.common_neighbors(g, u, v)))
        _, _, jaccard = next(nx.jaccard_coefficient(g, [(u, v)]))
        _, _, adamic = next(nx.adamic_adar_index(g, [(u, v)]))
        _, _, resource = next(nx.resource_allocation_index(g, [(u, v)]))
        degrees = g.degree(u) * g.degree(v)
        try:
            distance = nx.shortest_path_length(g, u, v)
        except nx.NetworkXNoPath:
            distance = 20
        return [common, jaccard, adamic, resource, degrees, distance]

    def matrix(self, pairs):
        return np.array([self.row(u, v) for u, v in pairs], dtype=float)


def absent_pairs(graph, count, rng):
    nodes = list(graph)
    chosen = set()
    while len(chosen) < count:
        u, v = rng.sample(nodes, 2)
        pair = (u, v) if u < v else (v, u)
        if not graph.has_edge(u, v):
            chosen.add(pair)
    return sorted(chosen)


def main(path="interactome.tsv", seed=77):
    graph = nx.read_edgelist(path, delimiter="\t")
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))

    present = list(graph.edges())
    absent = absent_pairs(graph, len(present), random.Random(seed))
    pairs = present + absent
    y = np.array([1] * len(present) + [0] * len(absent))

    X = TopologyFeatures(graph).matrix(pairs)
    X_fit, X_eval, y_fit, y_eval = train_test_split(X, y, test_size=0.2, stratify=y, random_state=seed)

    model = GradientBoostingClassifier(n_estimators=300, max_depth=3, random_state=seed)
    model.fit(X_fit, y_fit)
    score = model.predict_proba(X_eval)[:, 1]
    print("AUC", roc_auc_score(y_eval, score), "AP", average_precision_score(y_eval, score))
    for name, weight in sorted(zip(TopologyFeatures.names, model.feature_importances_), key=lambda p: -p[1]):
        print(f"{name:15s} {weight:.3f}")


if __name__ == "__main__":
    main()
