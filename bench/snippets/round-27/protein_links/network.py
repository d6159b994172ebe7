import networkx as nx
import numpy as np
import pandas as pd


def interactome(path: str) -> nx.Graph:
    pairs = pd.read_csv(path, sep="\t", usecols=["protein_a", "protein_b", "score"])
    pairs = pairs[pairs["score"] >= 700]
    graph = nx.from_pandas_edgelist(pairs, "protein_a", "protein_b")
    graph.remove_edges_from(nx.selfloop_edges(graph))
    return graph


def strangers(graph: nx.Graph, n: int, rng: np.random.Generator) -> list:
    nodes = list(graph)
    found = set()
    while len(found) < n:
        i, j = rng.integers(0, len(nodes), 2)
        if i != j and not graph.has_edge(nodes[i], nodes[j]):
            found.add((nodes[min(i, j)], nodes[max(i, j)]))
    return sorted(found)


class PairFeatures:
    def __init__(self, graph: nx.Graph):
        self.graph = graph
        self.rank = nx.pagerank(graph)
        self.core = nx.core_number(graph)

    def row(self, a, b):
        na, nb = set(self.graph[a]), set(self.graph[b])
        common = na & nb
        adamic = sum(1 / np.log(max(self.graph.degree(c), 2)) for c in common)
        return [len(common), len(common) / max(len(na | nb), 1), adamic,
                self.rank[a] * self.rank[b], min(self.core[a], self.core[b])]

    def table(self, pairs):
        return np.array([self.row(a, b) for a, b in pairs])
