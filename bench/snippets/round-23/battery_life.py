"""Cycle life of lithium cells from the first 100 cycles; cells come in production batches."""
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import ElasticNet, Ridge
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PowerTransformer, StandardScaler
from sklearn.svm import SVR

EARLY = [
    "dq_variance", "dq_minimum", "capacity_2", "capacity_100",
    "resistance_2", "resistance_change", "charge_time_mean", "temperature_integral",
]


class Stack:
    def __init__(self, bases, top, folds):
        self.bases, self.top, self.folds = bases, top, folds

    def fit(self, X, y, groups):
        level = [
            cross_val_predict(clone(base), X, y, groups=groups, cv=self.folds)
            for base in self.bases.values()
        ]
        self.top.fit(np.column_stack(level), y)
        self.fitted_ = {name: clone(base).fit(X, y) for name, base in self.bases.items()}
        return self

    def predict(self, X):
        level = [base.predict(X) for base in self.fitted_.values()]
        return self.top.predict(np.column_stack(level))


def main():
    cells = pd.read_csv("data/cells.csv").drop_duplicates("cell_id")
    X, y = cells[EARLY], np.log10(cells["cycle_life"])
    outer = GroupShuffleSplit(n_splits=1, test_size=0.3, random_state=2)
    fit_rows, score_rows = next(outer.split(X, y, groups=cells["batch"]))

    bases = {
        "net": make_pipeline(PowerTransformer(), ElasticNet(alpha=0.01, max_iter=20000)),
        "svr": make_pipeline(StandardScaler(), SVR(C=3.0, epsilon=0.02)),
        "forest": RandomForestRegressor(n_estimators=400, min_samples_leaf=3, random_state=2),
    }
    stack = Stack(bases, Ridge(alpha=0.1, positive=True), GroupKFold(n_splits=5))
    stack.fit(X.iloc[fit_rows], y.iloc[fit_rows], cells["batch"].iloc[fit_rows])

    predicted = 10 ** stack.predict(X.iloc[score_rows])
    actual = 10 ** y.iloc[score_rows]
    print("weights", dict(zip(bases, stack.top.coef_.round(3))))
    print("MAPE", round(mean_absolute_percentage_error(actual, predicted), 4))


if __name__ == "__main__":
    main()
