"""Missing links in a protein interaction network."""
import random

import networkx as nx
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split


def read_network(path):
    pairs = pd.read_csv(path, sep="\t", names=["a", "b"])
    graph = nx.Graph()
    graph.add_edges_from(pairs.itertuples(index=False, name=None))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def unlinked(graph, count, seed):
    rng = random.Random(seed)
    nodes = sorted(graph)
    found = set()
    while len(found) < count:
        a, b = sorted(rng.sample(nodes, 2))
        if not graph.has_edge(a, b):
            found.add((a, b))
    return sorted(found)


class PairDescriber:
    def __init__(self, graph):
        self.graph = graph
        self.communities = {}
        for number, members in enumerate(nx.community.louvain_communities(graph, seed=1)):
            self.communities.update(dict.fromkeys(members, number))
        self.rank = nx.pagerank(graph)

    def __call__(self, pair):
        a, b = pair
        near_a, near_b = set(self.graph[a]), set(self.graph[b])
        return [
            len(near_a & near_b),
            len(near_a) * len(near_b),
            sum(score for _, _, score in nx.resource_allocation_index(self.graph, [pair])),
            float(self.communities[a] == self.communities[b]),
            self.rank[a] + self.rank[b],
            nx.shortest_path_length(self.graph, a, b) if nx.has_path(self.graph, a, b) else 99,
        ]


def main():
    graph = read_network("interactions.tsv")
    linked = sorted(tuple(sorted(edge)) for edge in graph.edges)
    pairs = linked + unlinked(graph, len(linked), seed=3)
    target = np.array([1] * len(linked) + [0] * len(linked))
    p_train, p_test, y_train, y_test = train_test_split(
        pairs, target, test_size=0.2, stratify=target, random_state=3
    )
    describe = PairDescriber(graph)
    model = RandomForestClassifier(n_estimators=400, random_state=3)
    model.fit(np.array([describe(p) for p in p_train]), y_train)
    score = model.predict_proba(np.array([describe(p) for p in p_test]))[:, 1]
    print(f"average precision {average_precision_score(y_test, score):.3f}")


if __name__ == "__main__":
    main()
