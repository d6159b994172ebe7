"""Which firms will start to trade? Link forecasts on the supplier network."""
import random

import networkx as nx
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score

WINDOWS = {
    "fit": ("2021-01-01", "2021-07-01"),
    "choose": ("2021-07-01", "2022-01-01"),
    "report": ("2022-01-01", "2022-07-01"),
}


def network_before(deals, day):
    past = deals[deals["first_invoice"] < day]
    return nx.from_pandas_edgelist(past, "buyer", "seller")


def new_pairs(deals, graph, start, end):
    inside = deals[(deals["first_invoice"] >= start) & (deals["first_invoice"] < end)]
    pairs = {tuple(sorted(p)) for p in zip(inside["buyer"], inside["seller"])}
    return sorted(p for p in pairs if p[0] in graph and p[1] in graph and not graph.has_edge(*p))


def other_pairs(graph, taken, count, rng):
    firms, chosen = sorted(graph), set()
    while len(chosen) < count:
        pair = tuple(sorted(rng.sample(firms, 2)))
        if pair not in taken and not graph.has_edge(*pair):
            chosen.add(pair)
    return sorted(chosen)


def describe(graph, pairs):
    rank = nx.pagerank(graph)
    rows = []
    for (a, b), (_, _, jaccard), (_, _, attachment) in zip(
        pairs, nx.jaccard_coefficient(graph, pairs), nx.preferential_attachment(graph, pairs)
    ):
        common = len(list(nx.common_neighbors(graph, a, b)))
        rows.append([common, jaccard, np.log(attachment), rank[a] + rank[b]])
    return np.array(rows)


def window_set(deals, name, rng, ratio=20):
    start, end = WINDOWS[name]
    graph = network_before(deals, start)
    linked = new_pairs(deals, graph, start, end)
    others = other_pairs(graph, set(linked), ratio * len(linked), rng)
    y = np.array([1] * len(linked) + [0] * len(others))
    return describe(graph, linked + others), y


def main():
    rng = random.Random(2)
    deals = pd.read_csv("data/deals.csv", parse_dates=["first_invoice"])
    x_fit, y_fit = window_set(deals, "fit", rng)
    x_choose, y_choose = window_set(deals, "choose", rng)

    scores = {}
    for leaf in (2, 10, 50):
        forest = RandomForestClassifier(500, min_samples_leaf=leaf, random_state=0, n_jobs=4)
        forest.fit(x_fit, y_fit)
        scores[leaf] = roc_auc_score(y_choose, forest.predict_proba(x_choose)[:, 1])
    leaf = max(scores, key=scores.get)

    final = RandomForestClassifier(500, min_samples_leaf=leaf, random_state=0, n_jobs=4)
    final.fit(np.vstack([x_fit, x_choose]), np.concatenate([y_fit, y_choose]))
    x_report, y_report = window_set(deals, "report", rng)
    print(leaf, roc_auc_score(y_report, final.predict_proba(x_report)[:, 1]))


if __name__ == "__main__":
    main()
