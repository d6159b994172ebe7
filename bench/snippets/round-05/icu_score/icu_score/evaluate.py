import argparse
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from .features import read_cohort, standardised


def folds(X, y, k, seed):
    yield from StratifiedKFold(k, shuffle=True, random_state=seed).split(X, y)


def main(argv=None):
    parser = argparse.ArgumentParser(prog="icu-score")
    parser.add_argument("cohort", type=Path)
    parser.add_argument("-k", type=int, default=10)
    args = parser.parse_args(argv)

    X, y = standardised(read_cohort(args.cohort))
    aucs = []
    for inside, outside in folds(X, y, args.k, seed=0):
        model = LogisticRegression(C=0.5).fit(X[inside], y[inside])
        aucs.append(roc_auc_score(y[outside], model.predict_proba(X[outside])[:, 1]))
    print(f"AUC {np.mean(aucs):.3f} ({np.std(aucs):.3f})")


if __name__ == "__main__":
    main()
