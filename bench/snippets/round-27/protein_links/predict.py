import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

from network import PairFeatures, interactome, strangers


def hold_back(edges, share, rng):
    order = rng.permutation(len(edges))
    k = int(len(edges) * share)
    return [edges[i] for i in order[k:]], [edges[i] for i in order[:k]]


def labelled(positive, negative):
    return positive + negative, np.r_[np.ones(len(positive)), np.zeros(len(negative))]


def main(seed=9):
    rng = np.random.default_rng(seed)
    graph = interactome("links.tsv")
    known, unseen = hold_back(list(graph.edges), 0.2, rng)
    apart = strangers(graph, len(known) + len(unseen), rng)
    apart_known, apart_unseen = apart[: len(known)], apart[len(known) :]

    describe = PairFeatures(graph)
    pairs, y = labelled(known, apart_known)
    model = HistGradientBoostingClassifier(max_iter=300, random_state=seed)
    model.fit(describe.table(pairs), y)

    pairs, y = labelled(unseen, apart_unseen)
    p = model.predict_proba(describe.table(pairs))[:, 1]
    print("AUC", roc_auc_score(y, p), "AP", average_precision_score(y, p))


if __name__ == "__main__":
    main()
