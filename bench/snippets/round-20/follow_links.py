import networkx as nx
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score


def negatives(nodes, known, k, rng):
    out = set()
    while len(out) < k:
        u, v = rng.choice(nodes, 2, replace=False)
        if (u, v) not in known and (v, u) not in known:
            out.add((u, v))
    return sorted(out)


def describe(g, pairs):
    rows = []
    for u, v in pairs:
        du, dv = g.degree(u), g.degree(v)
        common = len(set(g[u]) & set(g[v]))
        rows.append([du, dv, common, common / max(1, du + dv - common)])
    return np.array(rows)


def stage(edges):
    return list(zip(edges["a"], edges["b"]))


def main():
    rng = np.random.default_rng(2)
    edges = pd.read_csv("follows.csv", parse_dates=["at"]).sort_values("at")
    edges[["a", "b"]] = np.sort(edges[["a", "b"]].to_numpy(), axis=1)
    edges = edges.drop_duplicates(["a", "b"])
    i, j = int(0.7 * len(edges)), int(0.85 * len(edges))
    first, second, third = stage(edges[:i]), stage(edges[i:j]), stage(edges[j:])

    results = {}
    for name, seen, ahead in [("fit", first, second), ("judge", first + second, third)]:
        g = nx.Graph(seen)
        pos = [(u, v) for u, v in ahead if u in g and v in g]
        neg = negatives(np.array(list(g)), set(seen) | set(ahead), len(pos), rng)
        results[name] = (describe(g, pos + neg), np.r_[np.ones(len(pos)), np.zeros(len(neg))])

    model = RandomForestClassifier(300, min_samples_leaf=20, random_state=2).fit(*results["fit"])
    X, y = results["judge"]
    print("AUC of later links", roc_auc_score(y, model.predict_proba(X)[:, 1]))


if __name__ == "__main__":
    main()
