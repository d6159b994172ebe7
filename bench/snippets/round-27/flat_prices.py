"""Two-layer price model for flats: tree models and a linear one below, ridge on top."""
from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.ensemble import ExtraTreesRegressor, RandomForestRegressor
from sklearn.linear_model import HuberRegressor, Ridge
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

COLUMNS = ["area_m2", "rooms", "floor", "year_built", "lift", "balcony", "dist_center_km", "dist_metro_m", "energy_kwh_m2"]


class Layered(BaseEstimator, RegressorMixin):
    def __init__(self, lower, upper):
        self.lower = lower
        self.upper = upper

    def fit(self, x, y):
        self.lower_ = [clone(m).fit(x, y) for m in self.lower]
        self.upper_ = clone(self.upper).fit(self._views(x), y)
        return self

    def _views(self, x):
        return np.column_stack([m.predict(x) for m in self.lower_])

    def predict(self, x):
        return self.upper_.predict(self._views(x))


def read(path):
    flats = pd.read_csv(path)
    flats = flats[(flats["price"] > 20_000) & flats[COLUMNS].notna().all(axis=1)]
    return flats[COLUMNS].astype(float), np.log(flats["price"])


def main():
    x, y = read("flats.csv")
    x_a, x_b, y_a, y_b = train_test_split(x, y, test_size=0.2, random_state=12)

    lower = [
        RandomForestRegressor(n_estimators=300, n_jobs=-1, random_state=1),
        ExtraTreesRegressor(n_estimators=300, n_jobs=-1, random_state=2),
        make_pipeline(StandardScaler(), KNeighborsRegressor(n_neighbors=8, weights="distance")),
        make_pipeline(StandardScaler(), HuberRegressor(max_iter=500)),
    ]
    model = Layered(lower, Ridge(alpha=1.0)).fit(x_a, y_a)
    print("weights", dict(zip(["rf", "et", "knn", "huber"], model.upper_.coef_.round(3))))
    print("MAPE", mean_absolute_percentage_error(np.exp(y_b), np.exp(model.predict(x_b))))


if __name__ == "__main__":
    main()
