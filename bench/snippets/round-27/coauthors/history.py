from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd


class History:
    """Co-author pairs with the year of their first joint paper."""

    def __init__(self, path):
        papers = pd.read_json(path, lines=True)[["year", "authors"]]
        first = {}
        for year, authors in papers.sort_values("year").itertuples(index=False):
            for pair in combinations(sorted(set(authors)), 2):
                first.setdefault(pair, year)
        self.first = first

    def graph(self, until):
        g = nx.Graph()
        g.add_edges_from(pair for pair, year in self.first.items() if year <= until)
        return g

    def born(self, after, until, among):
        return [p for p, y in self.first.items() if after < y <= until and p[0] in among and p[1] in among]

    def never(self, count, until, among, rng):
        names, out = sorted(among), set()
        while len(out) < count:
            i, j = sorted(rng.choice(len(names), 2, replace=False))
            pair = (names[i], names[j])
            if self.first.get(pair, np.inf) > until:
                out.add(pair)
        return sorted(out)
