"""Predict missing protein interactions from network topology."""
import random

import networkx as nx
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


class Topology:
    def __init__(self, graph):
        self.graph = graph
        self.rank = nx.pagerank(graph)

    def pair(self, u, v):
        g = self.graph
        common = list(nx.common_neighbors(g, u, v))
        adamic = sum(1 / np.log(g.degree(w)) for w in common if g.degree(w) > 1)
        return [
            len(common),
            adamic,
            g.degree(u) * g.degree(v),
            self.rank[u] + self.rank[v],
            nx.shortest_path_length(g, u, v) if nx.has_path(g, u, v) else 20,
        ]

    def table(self, pairs):
        return np.array([self.pair(u, v) for u, v in pairs])


def absent_pairs(graph, n, rng):
    nodes = list(graph)
    out = set()
    while len(out) < n:
        u, v = rng.sample(nodes, 2)
        if not graph.has_edge(u, v) and (v, u) not in out:
            out.add((u, v))
    return sorted(out)


def main():
    rng = random.Random(13)
    links = pd.read_csv("data/string_human.csv")
    graph = nx.from_pandas_edgelist(links, "protein_a", "protein_b")
    positives = list(graph.edges())
    pairs = positives + absent_pairs(graph, len(positives), rng)
    y = np.array([1] * len(positives) + [0] * len(positives))
    fit_pairs, held_pairs, y_fit, y_held = train_test_split(
        pairs, y, test_size=0.2, stratify=y, random_state=13
    )
    topology = Topology(graph)
    forest = RandomForestClassifier(400, n_jobs=-1, random_state=13)
    forest.fit(topology.table(fit_pairs), y_fit)
    p = forest.predict_proba(topology.table(held_pairs))[:, 1]
    print("AUC", roc_auc_score(y_held, p))


if __name__ == "__main__":
    main()
