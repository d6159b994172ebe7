"""Approve or decline: probability that a new loan is charged off.

The score is asked for when the application comes in. loan_tape.csv is the closed book,
one row per loan and borrower, as the servicer delivered it after maturity.
"""
import pandas as pd
import yaml
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import RandomizedSearchCV, train_test_split

GRID = {
    "learning_rate": [0.02, 0.05, 0.1],
    "max_leaf_nodes": [15, 31, 63],
    "min_samples_leaf": [20, 60, 200],
    "l2_regularization": [0.0, 1.0, 10.0],
}


def settings(path="features.yaml"):
    with open(path) as handle:
        return yaml.safe_load(handle)


def load(cfg):
    columns = cfg["application"] + cfg["payment"]
    tape = pd.read_csv("loan_tape.csv", usecols=columns + [cfg["target"]])
    return tape[columns], tape[cfg["target"]]


def main():
    cfg = settings()
    X, y = load(cfg)
    X_fit, X_hold, y_fit, y_hold = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=cfg["seed"]
    )
    search = RandomizedSearchCV(
        HistGradientBoostingClassifier(random_state=cfg["seed"]),
        GRID,
        n_iter=20,
        cv=5,
        scoring="roc_auc",
        random_state=cfg["seed"],
    )
    search.fit(X_fit, y_fit)
    p = search.predict_proba(X_hold)[:, 1]
    print("AUC", roc_auc_score(y_hold, p), "AP", average_precision_score(y_hold, p))


if __name__ == "__main__":
    main()
