"""Rare fraud among first card payments (one payment per card)."""
import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    fbeta_score,
    precision_recall_curve,
    precision_score,
    recall_score,
)
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_predict, train_test_split
from sklearn.preprocessing import StandardScaler

INPUTS = ["amount", "merchant_age_days", "minutes_since_issue", "abroad", "online", "night"]


def payments(path):
    table = pd.read_parquet(path).drop_duplicates("card_hash")
    return table[INPUTS], table["fraud"].astype(int)


def recipe():
    return Pipeline(
        [
            ("scale", StandardScaler()),
            ("more", SMOTE(sampling_strategy=0.1, k_neighbors=5, random_state=0)),
            ("less", RandomUnderSampler(sampling_strategy=0.5, random_state=0)),
            ("model", LogisticRegression(max_iter=2000)),
        ]
    )


def operating_point(y, p, beta=2.0):
    precision, recall, levels = precision_recall_curve(y, p)
    b = beta**2
    score = (1 + b) * precision * recall / np.maximum(b * precision + recall, 1e-12)
    return float(levels[np.argmax(score[:-1])])


class Detector:
    def __init__(self, folds=5):
        self.folds = StratifiedKFold(folds, shuffle=True, random_state=0)

    def fit(self, X, y):
        search = GridSearchCV(
            recipe(),
            {"model__C": [0.01, 0.1, 1.0], "more__sampling_strategy": [0.05, 0.1, 0.2]},
            cv=self.folds,
            scoring="average_precision",
        ).fit(X, y)
        self.model = search.best_estimator_
        inner = cross_val_predict(self.model, X, y, cv=self.folds, method="predict_proba")[:, 1]
        self.level = operating_point(y, inner)
        return self

    def score(self, X):
        return self.model.predict_proba(X)[:, 1]


def main():
    X, y = payments("data/first_payments.parquet")
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=0)
    detector = Detector().fit(X_train, y_train)
    p = detector.score(X_test)
    alarm = p >= detector.level
    print("share of fraud", round(y_test.mean(), 5))
    print("AP       ", round(average_precision_score(y_test, p), 3))
    print("precision", round(precision_score(y_test, alarm), 3))
    print("recall   ", round(recall_score(y_test, alarm), 3))
    print("F2       ", round(fbeta_score(y_test, alarm, beta=2), 3))


if __name__ == "__main__":
    main()
