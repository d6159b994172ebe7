"""Asthma screening from coughs."""
import argparse

from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, GroupKFold, GroupShuffleSplit

from clips import load


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("root")
    ap.add_argument("diagnosis")
    args = ap.parse_args()

    X, y, person = load(args.root, args.diagnosis)
    outer = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=2)
    train, test = next(outer.split(X, y, groups=person))

    search = GridSearchCV(
        HistGradientBoostingClassifier(learning_rate=0.05, early_stopping=False, random_state=2),
        {"max_iter": [60, 120, 240], "max_depth": [3, 5]},
        scoring="roc_auc",
        cv=GroupKFold(n_splits=5),
    )
    search.fit(X[train], y[train], groups=person[train])
    print("grouped CV AUC", round(search.best_score_, 3), search.best_params_)
    auc = roc_auc_score(y[test], search.predict_proba(X[test])[:, 1])
    print(f"test AUC {auc:.3f} on {len(set(person[test]))} persons")


if __name__ == "__main__":
    main()
