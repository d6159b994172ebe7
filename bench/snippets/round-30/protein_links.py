"""Link prediction in a protein interaction network."""
import networkx as nx
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split


class LinkFeatures:
    def __init__(self, graph):
        self.graph = graph
        self.rank = nx.pagerank(graph)
        self.cluster = nx.clustering(graph)

    def one(self, u, v):
        common = list(nx.common_neighbors(self.graph, u, v))
        degrees = [self.graph.degree(w) for w in common]
        return [
            len(common),
            sum(1.0 / np.log(d) for d in degrees if d > 1),
            self.graph.degree(u) * self.graph.degree(v),
            self.rank[u] + self.rank[v],
            abs(self.cluster[u] - self.cluster[v]),
        ]

    def many(self, pairs):
        return np.array([self.one(u, v) for u, v in pairs])


def absent_pairs(graph, n, rng):
    nodes = np.array(graph.nodes())
    found = set()
    while len(found) < n:
        u, v = rng.choice(nodes, 2, replace=False)
        if not graph.has_edge(u, v) and (v, u) not in found:
            found.add((u, v))
    return sorted(found)


def main():
    graph = nx.read_edgelist("interactome.txt")
    rng = np.random.default_rng(13)
    edges = list(graph.edges())
    others = absent_pairs(graph, len(edges), rng)
    pairs = edges + others
    y = np.r_[np.ones(len(edges)), np.zeros(len(others))]
    p_fit, p_held, y_fit, y_held = train_test_split(pairs, y, test_size=0.2, stratify=y, random_state=13)

    describe = LinkFeatures(graph)
    model = RandomForestClassifier(300, min_samples_leaf=5, random_state=13, n_jobs=-1)
    model.fit(describe.many(p_fit), y_fit)
    score = model.predict_proba(describe.many(p_held))[:, 1]
    print(f"AUC {roc_auc_score(y_held, score):.3f}  AP {average_precision_score(y_held, score):.3f}")


if __name__ == "__main__":
    main()
