"""28-day strength of concrete mixes, two-level model (one row per mix design)."""
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

PARTS = ["cement", "slag", "fly_ash", "water", "plasticiser", "coarse", "fine"]


def mixes(path):
    table = pd.read_csv(path).groupby(PARTS, as_index=False)["strength_mpa"].mean()
    binder = table["cement"] + table["slag"] + table["fly_ash"]
    table["water_binder"] = table["water"] / binder
    table["mass"] = table[PARTS].sum(axis=1)
    return table.drop(columns="strength_mpa"), table["strength_mpa"].to_numpy()


MEMBERS = {
    "ridge": make_pipeline(StandardScaler(), PolynomialFeatures(2), RidgeCV(np.logspace(-2, 4, 13))),
    "boost": GradientBoostingRegressor(n_estimators=500, learning_rate=0.05, random_state=0),
    "gp": make_pipeline(StandardScaler(), GaussianProcessRegressor(RBF(3.0) + WhiteKernel(0.5), normalize_y=True)),
}


class Stack:
    def __init__(self, members, folds):
        self.members, self.folds = members, folds

    def fit(self, X, y):
        inner = np.column_stack([cross_val_predict(clone(m), X, y, cv=self.folds) for m in self.members.values()])
        self.top = RidgeCV(np.logspace(-3, 3, 13)).fit(inner, y)
        self.fitted = {name: clone(m).fit(X, y) for name, m in self.members.items()}
        return self

    def predict(self, X):
        return self.top.predict(np.column_stack([m.predict(X) for m in self.fitted.values()]))


def rmse(truth, guess):
    return mean_squared_error(truth, guess) ** 0.5


def main():
    X, y = mixes("mixes.csv")
    X_fit, X_lab, y_fit, y_lab = train_test_split(X, y, test_size=0.2, random_state=33)
    stack = Stack(MEMBERS, KFold(n_splits=10, shuffle=True, random_state=33)).fit(X_fit, y_fit)
    print("weights", dict(zip(MEMBERS, stack.top.coef_.round(2))))
    print("RMSE while fitting", rmse(y_fit, stack.predict(X_fit)))
    print("RMSE on lab mixes ", rmse(y_lab, stack.predict(X_lab)))


if __name__ == "__main__":
    main()
