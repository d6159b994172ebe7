"""Predict missing protein interactions from the topology of the network."""
import networkx as nx
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split


class PairFeatures:
    names = ["degree_product", "common", "jaccard", "adamic_adar", "resource", "distance"]

    def __init__(self, graph: nx.Graph):
        self.graph = graph

    def _distance(self, u, v):
        try:
            return nx.shortest_path_length(self.graph, u, v)
        except nx.NetworkXNoPath:
            return 99

    def rows(self, pairs):
        g = self.graph
        jaccard = [s for _, _, s in nx.jaccard_coefficient(g, pairs)]
        adamic = [s for _, _, s in nx.adamic_adar_index(g, pairs)]
        resource = [s for _, _, s in nx.resource_allocation_index(g, pairs)]
        degree = [g.degree(u) * g.degree(v) for u, v in pairs]
        common = [len(list(nx.common_neighbors(g, u, v))) for u, v in pairs]
        distance = [self._distance(u, v) for u, v in pairs]
        return np.column_stack([degree, common, jaccard, adamic, resource, distance])


def non_edges(graph, n, rng):
    nodes, found = list(graph.nodes), set()
    while len(found) < n:
        u, v = rng.choice(len(nodes), 2, replace=False)
        pair = tuple(sorted((nodes[u], nodes[v])))
        if not graph.has_edge(*pair):
            found.add(pair)
    return sorted(found)


def main():
    rng = np.random.default_rng(22)
    links = pd.read_csv("interactions.tsv", sep="\t")[["a", "b"]].drop_duplicates()
    graph = nx.from_pandas_edgelist(links, "a", "b")
    pairs = list(graph.edges)
    absent = non_edges(graph, len(pairs), rng)
    y = np.r_[np.ones(len(pairs)), np.zeros(len(absent))]
    pairs = pairs + absent

    fit, test, y_fit, y_test = train_test_split(pairs, y, test_size=0.2, stratify=y, random_state=22)
    describe = PairFeatures(graph)
    model = RandomForestClassifier(400, min_samples_leaf=3, n_jobs=-1, random_state=22)
    model.fit(describe.rows(fit), y_fit)
    p = model.predict_proba(describe.rows(test))[:, 1]
    print("AUC", roc_auc_score(y_test, p), "AP", average_precision_score(y_test, p))


if __name__ == "__main__":
    main()
