import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.utils import resample


def interval(y, score, metric, n_boot=2000, level=0.95, seed=0):
    rng = np.random.RandomState(seed)
    values = []
    for _ in range(n_boot):
        yb, sb = resample(y, score, replace=True, stratify=y, random_state=rng)
        values.append(metric(yb, sb))
    lo, hi = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return metric(y, score), lo, hi


def main():
    scans = pd.read_feather("data/tablet_scans.feather")
    y = scans.pop("substandard").to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(
        scans.to_numpy(), y, test_size=0.3, stratify=y, random_state=70
    )
    clf = GradientBoostingClassifier(n_estimators=300, max_depth=2, subsample=0.7, random_state=70)
    clf.fit(X_train, y_train)
    score = clf.predict_proba(X_test)[:, 1]
    print("AUC %.3f [%.3f, %.3f]" % interval(y_test, score, roc_auc_score))


if __name__ == "__main__":
    main()
