"""Link prediction in a collaboration network."""
import networkx as nx
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


def build_graph(edges):
    graph = nx.Graph()
    graph.add_edges_from(edges)
    return graph


def non_edges(graph, n, rng):
    nodes = list(graph.nodes)
    found = set()
    while len(found) < n:
        a, b = rng.choice(len(nodes), 2, replace=False)
        if not graph.has_edge(nodes[a], nodes[b]):
            found.add((nodes[a], nodes[b]))
    return list(found)


def pair_features(graph, pairs):
    jaccard = [s for _, _, s in nx.jaccard_coefficient(graph, pairs)]
    paths = [nx.shortest_path_length(graph, a, b) if nx.has_path(graph, a, b) else 20 for a, b in pairs]
    degree = [graph.degree[a] * graph.degree[b] for a, b in pairs]
    return np.column_stack([jaccard, paths, degree])


def main():
    edges = list(pd.read_csv("coauthors.csv").drop_duplicates().itertuples(index=False, name=None))
    graph = build_graph(edges)
    negatives = non_edges(graph, len(edges), np.random.default_rng(0))
    pairs = edges + negatives
    y = np.r_[np.ones(len(edges)), np.zeros(len(negatives))]
    fit_ix, out_ix = train_test_split(np.arange(len(pairs)), test_size=0.2, stratify=y, random_state=0)
    X = pair_features(graph, pairs)
    forest = RandomForestClassifier(n_estimators=300, random_state=0).fit(X[fit_ix], y[fit_ix])
    print("AUC", roc_auc_score(y[out_ix], forest.predict_proba(X[out_ix])[:, 1]))


if __name__ == "__main__":
    main()
