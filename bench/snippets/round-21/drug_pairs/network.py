"""Known drug interactions as a graph and pair descriptions taken from it."""
import csv
import math
import random
import zlib

import networkx as nx
import numpy as np


def read_pairs(path):
    with open(path, newline="") as handle:
        return sorted({tuple(sorted((r["drug_a"], r["drug_b"]))) for r in csv.DictReader(handle)})


def part(pair):
    """Every conceivable pair of drugs, linked or not, belongs to one part for good."""
    ticket = zlib.crc32("|".join(pair).encode()) % 10
    return "base" if ticket < 6 else "learn" if ticket < 8 else "check"


def unlinked(drugs, linked, where, seed):
    rng, found, taken = random.Random(seed), set(), set(linked)
    while len(found) < len(linked):
        pair = tuple(sorted(rng.sample(drugs, 2)))
        if part(pair) == where and pair not in taken:
            found.add(pair)
    return sorted(found)


class PairDescriber:
    def __init__(self, drugs, pairs):
        self.graph = nx.Graph()
        self.graph.add_nodes_from(drugs)
        self.graph.add_edges_from(pairs)
        self.rank = nx.pagerank(self.graph)

    def __call__(self, pairs):
        rows = []
        for a, b in pairs:
            na, nb = set(self.graph[a]), set(self.graph[b])
            both = na & nb
            rows.append(
                [
                    len(both),
                    len(both) / max(len(na | nb), 1),
                    sum(1 / math.log(self.graph.degree(c)) for c in both),
                    len(na) * len(nb),
                    self.rank[a] * self.rank[b],
                ]
            )
        return np.array(rows, dtype=float)
