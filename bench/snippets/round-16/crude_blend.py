"""Viscosity of crude blends from assay data: out-of-fold level one, weights by non-negative least squares."""
import numpy as np
import pandas as pd
from scipy.optimize import nnls
from sklearn.base import clone
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.linear_model import LassoCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ASSAY = ["api", "sulphur", "asphaltenes", "resins", "pour_point", "nickel", "vanadium", "light_share"]


class Blend:
    def __init__(self, members, folds):
        self.members, self.folds = members, folds

    def fit(self, X, y):
        columns = {
            name: cross_val_predict(clone(member), X, y, cv=self.folds)
            for name, member in self.members.items()
        }
        level_one = np.column_stack(list(columns.values()))
        weights, _ = nnls(level_one, y)
        self.weights = dict(zip(columns, weights))
        self.fitted = {name: clone(member).fit(X, y) for name, member in self.members.items()}
        return self

    def predict(self, X):
        return sum(self.weights[name] * member.predict(X) for name, member in self.fitted.items())


def members():
    kernel = RBF(length_scale=np.ones(len(ASSAY))) + WhiteKernel()
    return {
        "trees": ExtraTreesRegressor(400, min_samples_leaf=2, random_state=18),
        "process": make_pipeline(StandardScaler(), GaussianProcessRegressor(kernel, normalize_y=True)),
        "lasso": make_pipeline(StandardScaler(), LassoCV(cv=5)),
    }


def main():
    blends = pd.read_csv("blends.csv").drop_duplicates(subset=ASSAY).dropna()
    X, y = blends[ASSAY], np.log(blends["viscosity_cst"].to_numpy())
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=18)

    model = Blend(members(), KFold(8, shuffle=True, random_state=18)).fit(X_train, y_train)
    print("weights", {name: round(w, 3) for name, w in model.weights.items()})
    print("blend, training rows", round(mean_absolute_error(y_train, model.predict(X_train)), 4))
    print("blend, test rows", round(mean_absolute_error(y_test, model.predict(X_test)), 4))


if __name__ == "__main__":
    main()
