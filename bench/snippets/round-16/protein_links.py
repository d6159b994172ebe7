"""Link prediction on a protein interaction network with neighbourhood scores."""
import argparse

import networkx as nx
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, train_test_split


class NeighbourhoodScores:
    """Pair descriptors taken from one graph."""

    def __init__(self, graph):
        self.graph = graph
        self.degree = dict(graph.degree())
        self.core = nx.core_number(graph)

    def of(self, pairs):
        pairs = [tuple(pair) for pair in pairs]
        indices = [
            [score for *_, score in measure(self.graph, pairs)]
            for measure in (nx.resource_allocation_index, nx.jaccard_coefficient, nx.adamic_adar_index)
        ]
        hubs = [self.degree[u] * self.degree[v] for u, v in pairs]
        cores = [min(self.core[u], self.core[v]) for u, v in pairs]
        return np.column_stack([*indices, hubs, cores])


def read_network(path):
    graph = nx.read_edgelist(path)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def unlinked(graph, count, rng):
    nodes = np.array(graph.nodes())
    found = set()
    while len(found) < count:
        u, v = rng.choice(nodes, size=2, replace=False)
        if not graph.has_edge(u, v):
            found.add((min(u, v), max(u, v)))
    return sorted(found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("edges")
    args = parser.parse_args()
    rng = np.random.default_rng(2)

    graph = read_network(args.edges)
    linked = [tuple(edge) for edge in graph.edges()]
    pairs = linked + unlinked(graph, len(linked), rng)
    y = np.r_[np.ones(len(linked)), np.zeros(len(pairs) - len(linked))].astype(int)
    pairs_train, pairs_test, y_train, y_test = train_test_split(
        pairs, y, test_size=0.2, stratify=y, random_state=2
    )

    scores = NeighbourhoodScores(graph)
    search = GridSearchCV(
        RandomForestClassifier(300, random_state=2), {"min_samples_leaf": [1, 5, 25]}, scoring="roc_auc", cv=5
    )
    search.fit(scores.of(pairs_train), y_train)
    p = search.predict_proba(scores.of(pairs_test))[:, 1]
    print("AUC", roc_auc_score(y_test, p), "AP", average_precision_score(y_test, p))


if __name__ == "__main__":
    main()
