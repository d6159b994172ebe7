"""Missing drug-drug interactions, ranked by neighbourhood features."""
import argparse

import networkx as nx
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def interactions(path):
    table = pd.read_csv(path)
    ordered = np.sort(table[["drug_a", "drug_b"]].to_numpy(dtype=str), axis=1)
    return sorted({(a, b) for a, b in ordered if a != b})


def strangers(drugs, known, count, rng):
    picked = set()
    while len(picked) < count:
        a, b = sorted(rng.choice(drugs, size=2, replace=False).tolist())
        if (a, b) not in known:
            picked.add((a, b))
    return sorted(picked)


def describe(graph, pairs):
    rows = []
    for a, b in pairs:
        near_a, near_b = set(graph[a]), set(graph[b])
        shared = near_a & near_b
        rows.append([
            len(shared),
            len(shared) / max(len(near_a | near_b), 1),
            sum(1 / np.log(graph.degree(n)) for n in shared),
            np.log1p(len(near_a) * len(near_b)),
        ])
    return np.array(rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--edges", default="data/interactions.csv")
    parser.add_argument("--seed", type=int, default=33)
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)

    edges = interactions(args.edges)
    order = rng.permutation(len(edges))
    a, b = int(0.7 * len(edges)), int(0.85 * len(edges))
    observed, learn, judge = ([edges[i] for i in block] for block in np.split(order, [a, b]))

    graph = nx.Graph(observed)
    learn = [pair for pair in learn if pair[0] in graph and pair[1] in graph]
    judge = [pair for pair in judge if pair[0] in graph and pair[1] in graph]
    drugs = np.array(sorted(graph))
    learn_absent = strangers(drugs, {*observed, *learn}, len(learn), rng)
    taken = {*edges, *learn_absent}
    judge_absent = strangers(drugs, taken, len(judge), rng)

    X = describe(graph, learn + learn_absent)
    y = np.repeat([1, 0], [len(learn), len(learn_absent)])
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)

    X_judge = describe(graph, judge + judge_absent)
    y_judge = np.repeat([1, 0], [len(judge), len(judge_absent)])
    p = model.predict_proba(X_judge)[:, 1]
    print(f"AUC {roc_auc_score(y_judge, p):.3f}  AP {average_precision_score(y_judge, p):.3f}")


if __name__ == "__main__":
    main()
