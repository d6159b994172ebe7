import random

import networkx as nx
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split


def scores(G, pairs):
    cols = []
    for fn in (nx.jaccard_coefficient, nx.adamic_adar_index, nx.preferential_attachment):
        cols.append([s for _, _, s in fn(G, pairs)])
    return np.column_stack(cols)


def non_edges(G, n, rnd):
    nodes, out = list(G), set()
    while len(out) < n:
        u, v = rnd.sample(nodes, 2)
        if not G.has_edge(u, v):
            out.add((min(u, v), max(u, v)))
    return sorted(out)


def main():
    rnd = random.Random(0)
    G = nx.read_edgelist("coauthors.txt", nodetype=int)
    G = G.subgraph(max(nx.connected_components(G), key=len)).copy()
    G.remove_edges_from(nx.selfloop_edges(G))

    pos = [tuple(sorted(e)) for e in G.edges()]
    neg = non_edges(G, len(pos), rnd)
    pairs = pos + neg
    linked = np.r_[np.ones(len(pos)), np.zeros(len(neg))]

    S = scores(G, pairs)
    pr = dict(nx.pagerank(G))
    S = np.column_stack([S, [pr[u] + pr[v] for u, v in pairs]])

    S_fit, S_out, l_fit, l_out = train_test_split(S, linked, test_size=0.2, stratify=linked, random_state=0)
    lr = LogisticRegression(max_iter=1000).fit(S_fit, l_fit)
    p = lr.predict_proba(S_out)[:, 1]
    print(f"AUC {roc_auc_score(l_out, p):.4f}  AP {average_precision_score(l_out, p):.4f}")


if __name__ == "__main__":
    main()
