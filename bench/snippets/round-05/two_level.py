import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from xgboost import XGBRegressor


class TwoLevel:
    def __init__(self, base, meta):
        self.base, self.meta = base, meta

    def _stack(self, X):
        return np.column_stack([m.predict(X) for m in self.base])

    def fit(self, X, y):
        for m in self.base:
            m.fit(X, y)
        self.meta.fit(self._stack(X), y)
        return self

    def predict(self, X):
        return self.meta.predict(self._stack(X))


def main():
    homes = pd.read_csv("data/homes_numeric.csv")
    y = np.log1p(homes.pop("price"))
    X_train, X_test, y_train, y_test = train_test_split(homes.to_numpy(), y.to_numpy(), test_size=0.2, random_state=1)
    ensemble = TwoLevel(
        base=[
            LGBMRegressor(n_estimators=800, num_leaves=63),
            XGBRegressor(n_estimators=600, max_depth=7, learning_rate=0.05),
            ExtraTreesRegressor(500, n_jobs=-1, random_state=1),
            KNeighborsRegressor(8, weights="distance"),
        ],
        meta=RidgeCV(alphas=np.logspace(-2, 3, 11)),
    )
    ensemble.fit(X_train, y_train)
    print("meta weights", ensemble.meta.coef_.round(3))
    print("RMSE", mean_squared_error(y_test, ensemble.predict(X_test)) ** 0.5)


if __name__ == "__main__":
    main()
