"""Hardness of alloys, two-level model."""
import numpy as np
import polars as pl
from catboost import CatBoostRegressor
from sklearn.base import clone
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ELEMENTS = ["Al", "Co", "Cr", "Cu", "Fe", "Ni", "Ti", "V"]


def compositions(path):
    table = (
        pl.read_csv(path)
        .drop_nulls([*ELEMENTS, "hv"])
        .with_columns(pl.sum_horizontal(ELEMENTS).alias("total"))
        .with_columns([(pl.col(e) / pl.col("total")).round(4).alias(e) for e in ELEMENTS])
        .unique(subset=ELEMENTS, keep="first", maintain_order=True)
        .with_columns(
            pl.sum_horizontal([-(pl.col(e) * pl.col(e).clip(1e-9, 1.0).log()) for e in ELEMENTS]).alias("mixing")
        )
    )
    return table.select(*ELEMENTS, "mixing").to_numpy(), table["hv"].to_numpy()


class Stack:
    def __init__(self, base, top, folds):
        self.base, self.top, self.folds = base, top, folds

    def fit(self, X, y):
        columns, self.base_ = [], []
        for model in self.base:
            columns.append(cross_val_predict(clone(model), X, y, cv=self.folds))
            self.base_.append(clone(model).fit(X, y))
        self.top_ = clone(self.top).fit(np.column_stack(columns), y)
        return self

    def predict(self, X):
        return self.top_.predict(np.column_stack([m.predict(X) for m in self.base_]))


def main():
    X, y = compositions("data/alloys.csv")
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=16)
    kernel = RBF(length_scale=1.0) + WhiteKernel(0.1)
    stack = Stack(
        base=[
            make_pipeline(StandardScaler(), GaussianProcessRegressor(kernel, normalize_y=True)),
            CatBoostRegressor(iterations=500, depth=5, learning_rate=0.05, verbose=False),
        ],
        top=LinearRegression(positive=True),
        folds=KFold(8, shuffle=True, random_state=16),
    )
    stack.fit(X_train, y_train)
    for name, model in zip(("process", "boosting"), stack.base_):
        print(f"{name:9s} {mean_absolute_error(y_test, model.predict(X_test)):.1f} HV")
    print(f"{'stack':9s} {mean_absolute_error(y_test, stack.predict(X_test)):.1f} HV")


if __name__ == "__main__":
    main()
