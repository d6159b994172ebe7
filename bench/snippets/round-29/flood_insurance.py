"""Will a household buy the flood cover? Stacked propensity, one row per household."""
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FEATURES = ["river_distance_m", "elevation_m", "house_value", "mortgage", "age", "tenure_years", "claims_5y"]


class Stack:
    def __init__(self, members, final, folds):
        self.members = members
        self.final = final
        self.folds = folds
        self.fitted_ = {}

    def fit(self, X, y):
        meta = np.column_stack(
            [
                cross_val_predict(member, X, y, cv=self.folds, method="predict_proba")[:, 1]
                for member in self.members.values()
            ]
        )
        self.final.fit(meta, y)
        self.fitted_ = {name: clone(member).fit(X, y) for name, member in self.members.items()}
        return self

    def predict_proba(self, X):
        meta = np.column_stack([m.predict_proba(X)[:, 1] for m in self.fitted_.values()])
        return self.final.predict_proba(meta)[:, 1]


def main():
    homes = pd.read_parquet("data/households.parquet")
    X_train, X_test, y_train, y_test = train_test_split(
        homes[FEATURES], homes["bought"], test_size=0.25, stratify=homes["bought"], random_state=10
    )
    stack = Stack(
        members={
            "gbm": HistGradientBoostingClassifier(max_iter=200, random_state=10),
            "trees": ExtraTreesClassifier(n_estimators=400, min_samples_leaf=5, random_state=10),
            "logit": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
        },
        final=LogisticRegression(),
        folds=StratifiedKFold(n_splits=5, shuffle=True, random_state=10),
    ).fit(X_train, y_train)
    proba = stack.predict_proba(X_test)
    print("AUC  ", round(roc_auc_score(y_test, proba), 4))
    print("Brier", round(brier_score_loss(y_test, proba), 4))


if __name__ == "__main__":
    main()
