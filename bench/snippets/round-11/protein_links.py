"""Predicts missing protein-protein interactions from network topology."""
import networkx as nx
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split

FAR = 10


def interactions(path):
    table = pd.read_csv(path, sep="\t")
    table = table[table["score"] >= 700]
    pairs = {tuple(sorted(p)) for p in zip(table["protein_a"], table["protein_b"]) if p[0] != p[1]}
    return sorted(pairs)


def absent_pairs(pairs, count, rng):
    known = set(pairs)
    proteins = sorted({p for pair in pairs for p in pair})
    found = set()
    while len(found) < count:
        a, b = sorted(rng.choice(len(proteins), size=2, replace=False))
        pair = (proteins[a], proteins[b])
        if pair not in known:
            found.add(pair)
    return sorted(found)


class Topology:
    def __init__(self, edges):
        self.graph = nx.Graph(edges)
        self.core = nx.core_number(self.graph)

    def distance(self, a, b):
        try:
            return min(nx.shortest_path_length(self.graph, a, b), FAR)
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            return FAR

    def describe(self, pair):
        a, b = pair
        shared = set(self.graph[a]) & set(self.graph[b])
        weight = sum(1 / np.log(self.graph.degree(n) + 1) for n in shared)
        return [
            self.distance(a, b), len(shared), weight,
            self.graph.degree(a), self.graph.degree(b), self.core[a], self.core[b],
        ]


def main(seed=14):
    rng = np.random.default_rng(seed)
    present = interactions("data/string_links.tsv")
    absent = absent_pairs(present, len(present), rng)
    topology = Topology(present)

    pairs = present + absent
    y = np.r_[np.ones(len(present)), np.zeros(len(absent))]
    X = np.array([topology.describe(pair) for pair in pairs])
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=seed)

    forest = RandomForestClassifier(500, min_samples_leaf=5, n_jobs=-1, random_state=seed)
    forest.fit(X_train, y_train)
    p = forest.predict_proba(X_test)[:, 1]
    print(f"AUC {roc_auc_score(y_test, p):.3f}, AP {average_precision_score(y_test, p):.3f}")


if __name__ == "__main__":
    main()
