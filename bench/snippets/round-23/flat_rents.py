"""Two-level model of asking rents (one row per flat)."""
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.compose import make_column_transformer
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMERIC = ["area_m2", "rooms", "floor", "year_built", "lat", "lon", "metro_minutes"]
TEXT = ["heating", "district", "furnishing"]


class TwoLevel:
    def __init__(self, bases, top):
        self.bases = bases
        self.top = top

    def _level_one(self, X):
        return np.column_stack([base.predict(X) for base in self.bases.values()])

    def fit(self, X, y):
        for base in self.bases.values():
            base.fit(X, y)
        self.top.fit(self._level_one(X), y)
        return self

    def predict(self, X):
        return self.top.predict(self._level_one(X))


def columns():
    return make_column_transformer(
        (StandardScaler(), NUMERIC),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), TEXT),
    )


def main():
    flats = pd.read_csv("data/flats.csv").drop_duplicates("flat_id").dropna()
    X, y = flats[NUMERIC + TEXT], np.log(flats["rent"])
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=4)

    bases = {
        "forest": make_pipeline(columns(), ExtraTreesRegressor(400, n_jobs=-1, random_state=4)),
        "near": make_pipeline(columns(), KNeighborsRegressor(5, weights="distance")),
        "boost": make_pipeline(columns(), LGBMRegressor(n_estimators=600, verbose=-1)),
    }
    stack = TwoLevel(bases, RidgeCV(alphas=[0.1, 1.0, 10.0])).fit(X_train, y_train)
    mape = mean_absolute_percentage_error(np.exp(y_test), np.exp(stack.predict(X_test)))
    print("weights", dict(zip(bases, stack.top.coef_.round(3))))
    print("MAPE", round(mape, 4))


if __name__ == "__main__":
    main()
