"""Two-level default model on application data."""
import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FEATURES = [
    "income", "loan_amount", "term_months", "dti", "utilisation",
    "open_lines", "inquiries_6m", "age", "employment_years",
]


class TwoLevel:
    def __init__(self, seed=0):
        self.base = {
            "lgbm": LGBMClassifier(n_estimators=600, learning_rate=0.03, random_state=seed),
            "trees": ExtraTreesClassifier(800, n_jobs=-1, random_state=seed),
            "knn": make_pipeline(StandardScaler(), KNeighborsClassifier(25, weights="distance")),
        }
        self.meta = LogisticRegression()

    def _level_one(self, X):
        columns = [model.predict_proba(X)[:, 1] for model in self.base.values()]
        return np.column_stack(columns)

    def fit(self, X, y):
        for model in self.base.values():
            model.fit(X, y)
        self.meta.fit(self._level_one(X), y)
        return self

    def predict_proba(self, X):
        return self.meta.predict_proba(self._level_one(X))


def load(path):
    applications = pd.read_csv(path).drop_duplicates("applicant_id")
    applications = applications.dropna(subset=FEATURES)
    return applications[FEATURES], applications["defaulted"]


if __name__ == "__main__":
    X, y = load("data/applications.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=99
    )
    model = TwoLevel(seed=99).fit(X_train, y_train)
    probability = model.predict_proba(X_test)[:, 1]
    print("auc", round(roc_auc_score(y_test, probability), 4))
    print("log loss", round(log_loss(y_test, probability), 4))
    print("weights", dict(zip(model.base, model.meta.coef_[0].round(2))))
