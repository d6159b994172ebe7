"""Missing links in a snapshot of a supplier network."""
import networkx as nx
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from graphing import graph_of, pair_features, unlinked


def main():
    full = nx.read_edgelist("suppliers.txt", delimiter=";")
    full.remove_edges_from(list(nx.selfloop_edges(full)))
    rng = np.random.default_rng(20)
    edges = [tuple(sorted(e)) for e in full.edges()]
    rng.shuffle(edges)
    edges = [tuple(e) for e in edges]
    cut = int(0.8 * len(edges))
    shown, hidden = edges[:cut], edges[cut:]

    known = graph_of(full.nodes(), shown)
    apart = unlinked(known, len(shown), rng)
    X_train = pair_features(known, shown + apart, skip_own_edge=True)
    y_train = np.r_[np.ones(len(shown)), np.zeros(len(apart))]

    never = unlinked(full, len(hidden), rng, used=set(apart))
    X_test = pair_features(known, hidden + never)
    y_test = np.r_[np.ones(len(hidden)), np.zeros(len(never))]

    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X_train, y_train)
    score = model.predict_proba(X_test)[:, 1]
    print(f"AUC {roc_auc_score(y_test, score):.3f}  AP {average_precision_score(y_test, score):.3f}")


if __name__ == "__main__":
    main()
