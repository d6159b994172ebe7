"""Which unobserved protein pairs are likely to interact?"""
import random

import networkx as nx
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, train_test_split


class Interactome:
    def __init__(self, path):
        pairs = pd.read_csv(path, sep="\t", usecols=["a", "b"]).drop_duplicates()
        self.graph = nx.Graph()
        self.graph.add_edges_from(pairs.itertuples(index=False, name=None))
        self.graph.remove_edges_from(list(nx.selfloop_edges(self.graph)))
        self.rank = nx.pagerank(self.graph)
        self.core = nx.core_number(self.graph)
        self.block = {}
        for i, members in enumerate(nx.community.louvain_communities(self.graph, seed=1)):
            self.block.update(dict.fromkeys(members, i))

    def positives(self):
        return [tuple(sorted(e)) for e in self.graph.edges()]

    def negatives(self, n, seed):
        rng = random.Random(seed)
        nodes, taken = sorted(self.graph), set()
        while len(taken) < n:
            u, v = rng.sample(nodes, 2)
            if not self.graph.has_edge(u, v):
                taken.add(tuple(sorted((u, v))))
        return sorted(taken)

    def describe(self, pairs):
        rows = []
        for (u, v), (_, _, jac) in zip(pairs, nx.jaccard_coefficient(self.graph, pairs)):
            du, dv = self.graph.degree(u), self.graph.degree(v)
            rows.append([
                jac, du * dv, abs(du - dv), self.rank[u] * self.rank[v],
                min(self.core[u], self.core[v]), self.block[u] == self.block[v],
            ])
        return np.array(rows, dtype=float)


def main(seed=5):
    net = Interactome("string_high_conf.tsv")
    pos = net.positives()
    neg = net.negatives(len(pos), seed)
    pairs = pos + neg
    y = np.r_[np.ones(len(pos)), np.zeros(len(neg))]

    p_train, p_test, y_train, y_test = train_test_split(
        pairs, y, test_size=0.2, stratify=y, random_state=seed
    )
    search = GridSearchCV(
        RandomForestClassifier(n_estimators=400, random_state=seed, n_jobs=-1),
        {"min_samples_leaf": [1, 5, 20]}, scoring="roc_auc", cv=3,
    )
    search.fit(net.describe(p_train), y_train)
    p = search.predict_proba(net.describe(p_test))[:, 1]
    print(f"AUC {roc_auc_score(y_test, p):.4f}  AP {average_precision_score(y_test, p):.4f}")


if __name__ == "__main__":
    main()
