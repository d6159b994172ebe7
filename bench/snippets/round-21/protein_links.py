"""Predict physical interactions between proteins."""
import csv
import random

import networkx as nx
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split


def read_pairs(path, min_score=700):
    pairs = set()
    with open(path, newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            if int(row["score"]) >= min_score and row["a"] != row["b"]:
                pairs.add(tuple(sorted((row["a"], row["b"]))))
    return sorted(pairs)


class Network:
    def __init__(self, pairs):
        self.graph = nx.Graph(pairs)
        self.rank = nx.pagerank(self.graph)
        self.core = nx.core_number(self.graph)
        self.cluster = nx.clustering(self.graph)

    def describe(self, pairs):
        rows = []
        for (a, b), aa in zip(pairs, nx.adamic_adar_index(self.graph, pairs)):
            da, db = self.graph.degree(a), self.graph.degree(b)
            rows.append(
                [aa[2], da * db, abs(da - db), self.core[a] + self.core[b],
                 self.rank[a] * self.rank[b], self.cluster[a] + self.cluster[b],
                 int(nx.has_path(self.graph, a, b) and nx.shortest_path_length(self.graph, a, b) <= 2)]
            )
        return np.array(rows)


def strangers(pairs, n, seed):
    rng = random.Random(seed)
    proteins = sorted({p for pair in pairs for p in pair})
    known, found = set(pairs), set()
    while len(found) < n:
        pair = tuple(sorted(rng.sample(proteins, 2)))
        if pair not in known:
            found.add(pair)
    return sorted(found)


def main():
    pairs = read_pairs("data/string_physical.tsv")
    network = Network(pairs)
    others = strangers(pairs, len(pairs), seed=14)
    items = pairs + others
    linked = np.r_[np.ones(len(pairs)), np.zeros(len(others))]
    fit_items, new_items, fit_y, new_y = train_test_split(
        items, linked, test_size=0.2, stratify=linked, random_state=14
    )
    model = RandomForestClassifier(500, min_samples_leaf=3, n_jobs=-1, random_state=14)
    model.fit(network.describe(fit_items), fit_y)
    p = model.predict_proba(network.describe(new_items))[:, 1]
    print(f"AUC {roc_auc_score(new_y, p):.3f}   AP {average_precision_score(new_y, p):.3f}")


if __name__ == "__main__":
    main()
