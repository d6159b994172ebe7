"""Firmness of apples from hyperspectral means; orchards are kept together."""
import numpy as np
import pandas as pd
from sklearn.cross_decomposition import PLSRegression
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR


class FirmnessStack:
    def __init__(self, seed=0):
        self.level0 = {
            "pls": make_pipeline(StandardScaler(), PLSRegression(n_components=12)),
            "svr": make_pipeline(StandardScaler(), SVR(C=30, epsilon=0.5)),
            "forest": RandomForestRegressor(400, max_features=0.3, n_jobs=-1, random_state=seed),
        }
        self.level1 = RidgeCV(alphas=np.logspace(-3, 3, 13))

    def _matrix(self, columns):
        return np.column_stack([np.ravel(columns[name]) for name in self.level0])

    def fit(self, x, y, orchard):
        folds = GroupKFold(6)
        outside = {
            name: cross_val_predict(model, x, y, groups=orchard, cv=folds)
            for name, model in self.level0.items()
        }
        self.level1.fit(self._matrix(outside), y)
        for model in self.level0.values():
            model.fit(x, y)
        return self

    def parts(self, x):
        return {name: np.ravel(model.predict(x)) for name, model in self.level0.items()}

    def predict(self, x):
        return self.level1.predict(self._matrix(self.parts(x)))


def rmse(truth, guess):
    return float(np.sqrt(mean_squared_error(truth, guess)))


def main():
    apples = pd.read_parquet("data/apples.parquet").drop_duplicates("apple_id")
    bands = [c for c in apples.columns if c.startswith("r_")]
    cut = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=18)
    inner, outer = next(cut.split(apples, groups=apples["orchard"]))
    train, test = apples.iloc[inner], apples.iloc[outer]

    stack = FirmnessStack(seed=18).fit(train[bands], train["firmness_n"], train["orchard"])
    print("weights", dict(zip(stack.level0, stack.level1.coef_.round(3))))
    print(f"stack   RMSE {rmse(test['firmness_n'], stack.predict(test[bands])):.2f} N")
    for name, guess in stack.parts(test[bands]).items():
        print(f"{name:7s} RMSE {rmse(test['firmness_n'], guess):.2f} N")


if __name__ == "__main__":
    main()
