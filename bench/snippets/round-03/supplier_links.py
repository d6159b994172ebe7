import random

import networkx as nx
import numpy as np
import pandas as pd
from node2vec import Node2Vec
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

random.seed(5)


def non_edges(graph, n):
    nodes, found = list(graph), set()
    while len(found) < n:
        u, v = sorted(random.sample(nodes, 2))
        if not graph.has_edge(u, v):
            found.add((u, v))
    return list(found)


def hadamard(wv, pairs):
    return np.array([wv[str(u)] * wv[str(v)] for u, v in pairs])


trade = pd.read_csv("supply_relations.csv", usecols=["supplier", "buyer"]).drop_duplicates()
G = nx.from_pandas_edgelist(trade, "supplier", "buyer")

walks = Node2Vec(G, dimensions=64, walk_length=30, num_walks=80, workers=2, seed=5, quiet=True)
embedding = walks.fit(window=8, min_count=1).wv

positive = list(G.edges())
negative = non_edges(G, len(positive))
pairs = positive + negative
y = np.r_[np.ones(len(positive)), np.zeros(len(negative))]

p_train, p_test, y_train, y_test = train_test_split(pairs, y, test_size=0.2, stratify=y, random_state=5)
lr = LogisticRegression(max_iter=1000).fit(hadamard(embedding, p_train), y_train)
print("AUC", roc_auc_score(y_test, lr.predict_proba(hadamard(embedding, p_test))[:, 1]))
