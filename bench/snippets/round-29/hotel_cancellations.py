"""Two-level model of booking cancellations."""
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

FEATURES = [
    "lead_time", "adults", "children", "previous_cancellations", "booking_changes_at_entry",
    "adr", "parking_spaces", "special_requests", "is_repeated_guest", "nights",
]


class TwoLevel:
    def __init__(self, seed=0):
        self.base = {
            "forest": RandomForestClassifier(n_estimators=300, random_state=seed, n_jobs=-1),
            "lgbm": LGBMClassifier(n_estimators=400, num_leaves=31, random_state=seed, verbose=-1),
            "knn": make_pipeline(StandardScaler(), KNeighborsClassifier(n_neighbors=5)),
        }
        self.combiner = LogisticRegression(C=1.0)

    def _level_one(self, X):
        return np.column_stack([m.predict_proba(X)[:, 1] for m in self.base.values()])

    def fit(self, X, y):
        for model in self.base.values():
            model.fit(X, y)
        self.combiner.fit(self._level_one(X), y)
        return self

    def predict_proba(self, X):
        return self.combiner.predict_proba(self._level_one(X))[:, 1]


def main():
    bookings = pd.read_csv("data/bookings.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        bookings[FEATURES], bookings["is_canceled"],
        test_size=0.25, stratify=bookings["is_canceled"], random_state=0,
    )
    stack = TwoLevel().fit(X_train, y_train)
    print("stack ", round(roc_auc_score(y_test, stack.predict_proba(X_test)), 4))
    for name, model in stack.base.items():
        print(f"{name:<6}", round(roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]), 4))


if __name__ == "__main__":
    main()
