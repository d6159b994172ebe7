"""Future co-authorship from the network of earlier years."""
import argparse

import networkx as nx
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SPANS = {"fit": (2012, 2013), "val": (2014, 2015), "test": (2016, 2017)}


def ties(papers, first, last):
    """Pairs of authors with a joint paper in the years first..last."""
    years = papers[papers["year"].between(first, last)]
    pairs = years.merge(years, on="paper_id")
    pairs = pairs[pairs["author_x"] < pairs["author_y"]]
    return set(zip(pairs["author_x"], pairs["author_y"]))


class Snapshot:
    """The network as it stood before a year, and the new ties of the span that follows."""

    def __init__(self, papers, span, rng):
        first, last = span
        self.graph = nx.Graph(list(ties(papers, 2000, first - 1)))
        self.rank = nx.pagerank(self.graph)
        new = [
            (u, v) for u, v in sorted(ties(papers, first, last))
            if u in self.graph and v in self.graph and not self.graph.has_edge(u, v)
        ]
        self.pairs = new + self._others(len(new) * 10, set(new), rng)
        self.truth = np.r_[np.ones(len(new)), np.zeros(len(self.pairs) - len(new))]

    def _others(self, n, new, rng):
        nodes, found = sorted(self.graph), set()
        while len(found) < n:
            i, j = sorted(rng.choice(len(nodes), 2, replace=False))
            pair = nodes[i], nodes[j]
            if pair not in new and not self.graph.has_edge(*pair):
                found.add(pair)
        return sorted(found)

    def inputs(self):
        g, rows = self.graph, []
        for u, v, aa in nx.adamic_adar_index(g, self.pairs):
            shared = len(list(nx.common_neighbors(g, u, v)))
            rows.append([
                aa, shared, np.log1p(g.degree(u) * g.degree(v)),
                abs(g.degree(u) - g.degree(v)), np.log(self.rank[u] * self.rank[v]),
            ])
        return np.array(rows)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("authorships", help="csv with paper_id, author, year")
    args = ap.parse_args()
    papers = pd.read_csv(args.authorships)[["paper_id", "author", "year"]].drop_duplicates()
    rng = np.random.default_rng(2012)
    fit, val, test = (Snapshot(papers, span, rng) for span in SPANS.values())

    fitted = {}
    for c in (0.01, 0.1, 1.0, 10.0):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=c)).fit(fit.inputs(), fit.truth)
        fitted[roc_auc_score(val.truth, model.predict_proba(val.inputs())[:, 1])] = model
    model = fitted[max(fitted)]
    p = model.predict_proba(test.inputs())[:, 1]
    print(f"validation AUC {max(fitted):.4f}  test AUC {roc_auc_score(test.truth, p):.4f}")


if __name__ == "__main__":
    main()
