import random

import networkx as nx
import numpy as np
from node2vec import Node2Vec
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split

random.seed(4)
np.random.seed(4)


def sample_non_edges(graph, k):
    nodes = list(graph.nodes)
    picked = set()
    while len(picked) < k:
        u, v = random.sample(nodes, 2)
        if not graph.has_edge(u, v):
            picked.add((u, v))
    return list(picked)


def embed(graph, dim=64):
    walker = Node2Vec(graph, dimensions=dim, walk_length=20, num_walks=50, workers=4, quiet=True)
    return walker.fit(window=5, min_count=1).wv


def pair_features(vectors, pairs):
    return np.array([vectors[str(u)] * vectors[str(v)] for u, v in pairs])


graph = nx.read_edgelist("data/coauthors.txt", nodetype=int)
vectors = embed(graph)

edges = list(graph.edges)
pairs = edges + sample_non_edges(graph, len(edges))
labels = np.r_[np.ones(len(edges)), np.zeros(len(edges))]
p_train, p_test, y_train, y_test = train_test_split(pairs, labels, test_size=0.3, random_state=4)

clf = LogisticRegression(max_iter=2000).fit(pair_features(vectors, p_train), y_train)
prob = clf.predict_proba(pair_features(vectors, p_test))[:, 1]
print("ROC AUC", roc_auc_score(y_test, prob))
print("AP", average_precision_score(y_test, prob))
