"""Cycle life of cells from the first 100 cycles; stacked regressors."""
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import ElasticNetCV, RidgeCV
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class Stack:
    def __init__(self, bases, head, folds=5):
        self.bases, self.head, self.folds = bases, head, folds

    def fit(self, X, y):
        cv = KFold(self.folds, shuffle=True, random_state=0)
        level = np.column_stack([cross_val_predict(clone(b), X, y, cv=cv) for b in self.bases])
        self.head.fit(level, y)
        self.fitted_ = [clone(b).fit(X, y) for b in self.bases]
        return self

    def predict(self, X):
        return self.head.predict(np.column_stack([b.predict(X) for b in self.fitted_]))


EARLY = ["q_10", "q_100", "var_dq_100_10", "resistance_10", "temp_mean_100", "charge_min_100", "fade_rate"]


def cells(path):
    frame = pd.read_csv(path).drop_duplicates("cell")
    frame["fade_rate"] = (frame["q_10"] - frame["q_100"]) / 90
    return frame[EARLY], np.log10(frame["cycle_life"])


def main():
    X, y = cells("cells.csv")
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=7)
    stack = Stack(
        bases=[
            make_pipeline(StandardScaler(), ElasticNetCV(cv=5, max_iter=20000)),
            make_pipeline(StandardScaler(), KNeighborsRegressor(5)),
            ExtraTreesRegressor(500, random_state=7),
        ],
        head=RidgeCV(),
    ).fit(X_train, y_train)
    for name, part, target in (("train", X_train, y_train), ("test", X_test, y_test)):
        print(name, "MAPE", mean_absolute_percentage_error(10**target, 10 ** stack.predict(part)))


if __name__ == "__main__":
    main()
