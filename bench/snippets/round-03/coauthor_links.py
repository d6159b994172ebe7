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
    """Distinct node pairs that are linked in no part."""
    nodes, found = sorted(graph), set()
    while len(found) < n:
        pair = tuple(sorted(random.sample(nodes, 2)))
        if not graph.has_edge(*pair):
            found.add(pair)
    return sorted(found)


def hadamard(wv, pairs):
    return np.array([wv[str(u)] * wv[str(v)] for u, v in pairs])


papers = pd.read_csv("coauthors.csv", usecols=["a", "b"])
G = nx.from_pandas_edgelist(papers, "a", "b")
pos_train, pos_test = train_test_split(list(G.edges()), test_size=0.2, random_state=5)

seen = nx.Graph()
seen.add_nodes_from(G)
seen.add_edges_from(pos_train)
embedding = Node2Vec(seen, dimensions=64, walk_length=30, num_walks=80, seed=5, quiet=True).fit(min_count=1).wv

neg_train, neg_test = train_test_split(non_edges(G, G.number_of_edges()), test_size=0.2, random_state=5)


def table(pos, neg):
    return hadamard(embedding, pos + neg), np.repeat([1, 0], [len(pos), len(neg)])


lr = LogisticRegression(max_iter=1000).fit(*table(pos_train, neg_train))
X_test, y_test = table(pos_test, neg_test)
print("AUC", roc_auc_score(y_test, lr.predict_proba(X_test)[:, 1]))
