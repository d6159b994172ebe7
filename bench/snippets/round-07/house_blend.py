from typing import Sequence

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.ensemble import ExtraTreesRegressor, RandomForestRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_squared_log_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor


class TwoLevel(BaseEstimator, RegressorMixin):
    def __init__(self, level0: Sequence, level1):
        self.level0 = level0
        self.level1 = level1

    def _columns(self, X):
        return np.column_stack([m.predict(X) for m in self.fitted_])

    def fit(self, X, y):
        self.fitted_ = [clone(m).fit(X, y) for m in self.level0]
        self.top_ = clone(self.level1).fit(self._columns(X), y)
        return self

    def predict(self, X):
        return self.top_.predict(self._columns(X))


def rmsle(y, p):
    return np.sqrt(mean_squared_log_error(y, np.clip(p, 0, None)))


homes = pd.read_csv("sales.csv").select_dtypes("number").dropna(axis=1)
price = homes.pop("price")
Xa, Xb, ya, yb = train_test_split(homes, price, test_size=0.2, random_state=31)

blend = TwoLevel(
    level0=[
        RandomForestRegressor(400, n_jobs=-1, random_state=0),
        ExtraTreesRegressor(400, n_jobs=-1, random_state=0),
        KNeighborsRegressor(1),
    ],
    level1=RidgeCV(alphas=np.logspace(-3, 3, 13)),
)
blend.fit(Xa, ya)
print("RMSLE", rmsle(yb, blend.predict(Xb)))
