"""Aqueous solubility from molecular descriptors, stacked."""
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR


class Stack:
    def __init__(self, members, folds):
        self.members = members
        self.folds = folds
        self.meta = LinearRegression(positive=True)

    def fit(self, X, y, scaffold):
        level = np.column_stack([
            cross_val_predict(clone(m), X, y, groups=scaffold, cv=self.folds) for m in self.members
        ])
        self.meta.fit(level, y)
        for m in self.members:
            m.fit(X, y)
        return self

    def predict(self, X):
        return self.meta.predict(np.column_stack([m.predict(X) for m in self.members]))


def main():
    table = pd.read_csv("data/solubility_descriptors.csv").drop_duplicates("inchikey")
    X = table.filter(like="desc_").to_numpy()
    y = table["log_s"].to_numpy()
    scaffold = table["scaffold"].to_numpy()
    outer = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=0)
    tr, te = next(outer.split(X, y, scaffold))
    stack = Stack(
        [
            ExtraTreesRegressor(500, n_jobs=-1, random_state=0),
            make_pipeline(StandardScaler(), SVR(C=5)),
        ],
        GroupKFold(5),
    )
    stack.fit(X[tr], y[tr], scaffold[tr])
    print("RMSE", np.sqrt(mean_squared_error(y[te], stack.predict(X[te]))))


if __name__ == "__main__":
    main()
