import networkx as nx
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(12)


def build_graph(cooked):
    g = nx.Graph()
    g.add_edges_from(zip("u" + cooked["user"].astype(str), "r" + cooked["recipe"].astype(str)))
    return g


def pair_features(g, user, recipe):
    near = set()
    for other in g.neighbors(recipe):
        if other != user:
            near.update(g.neighbors(other))
    shared = len(near & set(g.neighbors(user)))
    return [g.degree(user), g.degree(recipe), shared]


def examples(g, cooked):
    recipes = [n for n in g if n.startswith("r")]
    X, y = [], []
    for row in cooked.itertuples():
        u, r = f"u{row.user}", f"r{row.recipe}"
        X.append(pair_features(g, u, r)); y.append(1)
        other = recipes[rng.integers(len(recipes))]
        if not g.has_edge(u, other):
            X.append(pair_features(g, u, other)); y.append(0)
    return np.array(X), np.array(y)


def main():
    cooked = pd.read_csv("cooked.csv", parse_dates=["at"]).sort_values("at")
    cooked = cooked.drop_duplicates(["user", "recipe"])
    n = int(len(cooked) * 0.9)
    g = build_graph(cooked)
    X_old, y_old = examples(g, cooked.iloc[:n])
    X_new, y_new = examples(g, cooked.iloc[n:])
    model = LogisticRegression(max_iter=500).fit(X_old, y_old)
    print("link AUC", roc_auc_score(y_new, model.predict_proba(X_new)[:, 1]))


if __name__ == "__main__":
    main()
