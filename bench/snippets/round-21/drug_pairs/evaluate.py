"""How well are withheld interactions told from unlinked pairs?"""
import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GridSearchCV

from network import PairDescriber, part, read_pairs, unlinked


def examples(describe, linked, others):
    X = describe(linked + others)
    y = np.r_[np.ones(len(linked)), np.zeros(len(others))]
    return X, y


def main(path):
    pairs = read_pairs(path)
    drugs = sorted({d for pair in pairs for d in pair})
    linked = {name: [p for p in pairs if part(p) == name] for name in ("base", "learn", "check")}
    describe = PairDescriber(drugs, linked["base"])

    X_learn, y_learn = examples(
        describe, linked["learn"], unlinked(drugs, linked["learn"], "learn", seed=1)
    )
    X_check, y_check = examples(
        describe, linked["check"], unlinked(drugs, linked["check"], "check", seed=2)
    )

    search = GridSearchCV(
        HistGradientBoostingClassifier(random_state=0),
        {"learning_rate": [0.03, 0.1], "max_leaf_nodes": [7, 15, 31]},
        cv=5,
        scoring="average_precision",
    )
    search.fit(X_learn, y_learn)
    p = search.predict_proba(X_check)[:, 1]
    print(" / ".join(f"{name} {len(part_pairs)}" for name, part_pairs in linked.items()))
    print(f"AP {average_precision_score(y_check, p):.3f}  AUC {roc_auc_score(y_check, p):.3f}")


if __name__ == "__main__":
    main(sys.argv[1])
