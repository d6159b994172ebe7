"""Which researchers are linked? Score pairs of authors from the co-author graph."""
import random

import networkx as nx
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

SEED = 8


def read_graph(path):
    graph = nx.read_edgelist(path, delimiter="\t")
    core = nx.k_core(graph, 3)
    return core.subgraph(max(nx.connected_components(core), key=len)).copy()


def strangers(graph, count, rng):
    people, pairs = list(graph), set()
    while len(pairs) < count:
        a, b = sorted(rng.sample(people, 2))
        if not graph.has_edge(a, b):
            pairs.add((a, b))
    return sorted(pairs)


class PairDescriber:
    def __init__(self, graph):
        self.graph = graph
        self.rank = nx.pagerank(graph)
        self.cores = nx.core_number(graph)

    def one(self, a, b):
        common = list(nx.common_neighbors(self.graph, a, b))
        adamic = sum(1 / np.log(self.graph.degree(c)) for c in common)
        union = self.graph.degree(a) + self.graph.degree(b) - len(common)
        return [
            len(common), adamic, len(common) / union,
            self.rank[a] * self.rank[b], min(self.cores[a], self.cores[b]),
        ]

    def matrix(self, pairs):
        return np.array([self.one(a, b) for a, b in pairs])


def main():
    rng = random.Random(SEED)
    graph = read_graph("data/coauthors.tsv")
    links = sorted(tuple(sorted(e)) for e in graph.edges())
    pairs = links + strangers(graph, len(links), rng)
    linked = np.array([1] * len(links) + [0] * (len(pairs) - len(links)))

    order = list(range(len(pairs)))
    rng.shuffle(order)
    cut = int(0.8 * len(order))
    fit, held = order[:cut], order[cut:]

    describe = PairDescriber(graph)
    forest = RandomForestClassifier(n_estimators=400, min_samples_leaf=3, random_state=SEED)
    forest.fit(describe.matrix([pairs[i] for i in fit]), linked[fit])
    score = forest.predict_proba(describe.matrix([pairs[i] for i in held]))[:, 1]
    print("AUC", roc_auc_score(linked[held], score))
    print("AP ", average_precision_score(linked[held], score))


if __name__ == "__main__":
    main()
