import itertools

import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

from table import KEYS, eras, load

VAL_FROM = pd.Timestamp("2022-09-01")
TEST_FROM = pd.Timestamp("2022-12-01")
GRID = list(itertools.product([15, 31, 63], [20, 100], [200, 500]))


def make(leaves, child, trees):
    return LGBMClassifier(n_estimators=trees, num_leaves=leaves, min_child_samples=child,
                          learning_rate=0.04, random_state=28, verbose=-1)


def main():
    fit, val, test = eras(load(), VAL_FROM, TEST_FROM)
    inputs = [c for c in fit.columns if c not in KEYS + ["quits"]]
    print(f"{len(fit)} / {len(val)} / {len(test)} shifts, {test['quits'].mean():.2%} quit")

    ranked = []
    for setting in GRID:
        model = make(*setting).fit(fit[inputs], fit["quits"])
        p = model.predict_proba(val[inputs])[:, 1]
        ranked.append((average_precision_score(val["quits"], p), setting))
    score, setting = max(ranked)
    print("validation AP", round(score, 4), setting)

    model = make(*setting).fit(fit[inputs], fit["quits"])
    p = model.predict_proba(test[inputs])[:, 1]
    print("test AP ", round(average_precision_score(test["quits"], p), 4))
    print("test AUC", round(roc_auc_score(test["quits"], p), 4))


if __name__ == "__main__":
    main()
