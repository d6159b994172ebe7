import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class TwoLevel:
    def __init__(self, bases, head):
        self.bases = bases
        self.head = head

    def _level_one(self, X):
        return np.column_stack([b.predict_proba(X)[:, 1] for b in self.bases])

    def fit(self, X, y):
        for b in self.bases:
            b.fit(X, y)
        self.head.fit(self._level_one(X), y)
        return self

    def score_rows(self, X):
        return self.head.predict_proba(self._level_one(X))[:, 1]


def main():
    subs = pd.read_csv("subscribers.csv").drop(columns=["subscriber_id"])
    y = subs.pop("churned")
    X_tr, X_te, y_tr, y_te = train_test_split(subs, y, stratify=y, random_state=6)
    stack = TwoLevel(
        [
            RandomForestClassifier(n_estimators=300, random_state=6),
            LGBMClassifier(n_estimators=400),
            make_pipeline(StandardScaler(), KNeighborsClassifier(15)),
        ],
        LogisticRegression(),
    )
    stack.fit(X_tr, y_tr)
    print("AUC", roc_auc_score(y_te, stack.score_rows(X_te)))


if __name__ == "__main__":
    main()
