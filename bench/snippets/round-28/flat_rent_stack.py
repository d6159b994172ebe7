"""Asking rent of flats with a two-level model. One row per flat, one scrape."""
import numpy as np
import pandas as pd
from catboost import CatBoostRegressor
from sklearn.ensemble import ExtraTreesRegressor, RandomForestRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor

COLUMNS = ["area", "rooms", "floor", "year_built", "lat", "lon", "balcony", "lift"]


class TwoLevel:
    def __init__(self, bases: dict, top):
        self.bases = bases
        self.top = top

    def _columns(self, X):
        return np.column_stack([m.predict(X) for m in self.bases.values()])

    def fit(self, X, y):
        for model in self.bases.values():
            model.fit(X, y)
        level_one = self._columns(X)
        self.top.fit(level_one, y)
        return self

    def predict(self, X):
        return self.top.predict(self._columns(X))

    def weights(self):
        return dict(zip(self.bases, self.top.coef_.round(3)))


def bases(seed):
    return {
        "forest": RandomForestRegressor(600, random_state=seed, n_jobs=-1),
        "extra": ExtraTreesRegressor(600, random_state=seed, n_jobs=-1),
        "cat": CatBoostRegressor(iterations=1500, verbose=0, random_seed=seed),
        "nearby": KNeighborsRegressor(8, weights="distance"),
    }


def main(seed=14):
    flats = pd.read_csv("flats.csv").dropna(subset=COLUMNS + ["rent"])
    X_train, X_test, y_train, y_test = train_test_split(
        flats[COLUMNS], np.log(flats["rent"]), test_size=0.2, random_state=seed
    )
    stack = TwoLevel(bases(seed), RidgeCV(alphas=np.logspace(-3, 3, 13)))
    stack.fit(X_train, y_train)
    print(stack.weights())
    error = mean_absolute_percentage_error(np.exp(y_test), np.exp(stack.predict(X_test)))
    print(f"MAPE {error:.3%}")


if __name__ == "__main__":
    main()
