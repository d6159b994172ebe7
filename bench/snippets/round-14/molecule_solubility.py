"""Aqueous solubility from molecular descriptors with a two-level model."""
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class TwoLevel:
    def __init__(self, seed=0):
        self.first = {
            "trees": ExtraTreesRegressor(n_estimators=300, random_state=seed, n_jobs=2),
            "boost": LGBMRegressor(n_estimators=500, learning_rate=0.05, random_state=seed),
            "near": make_pipeline(StandardScaler(), KNeighborsRegressor(5, weights="distance")),
        }
        self.second = LinearRegression()

    def _columns(self, x):
        return np.column_stack([m.predict(x) for m in self.first.values()])

    def fit(self, x, y):
        for model in self.first.values():
            model.fit(x, y)
        self.second.fit(self._columns(x), y)
        return self

    def predict(self, x):
        return self.second.predict(self._columns(x))


def main():
    table = pd.read_csv("solubility/descriptors.csv").drop_duplicates("inchikey")
    y = table["log_s"]
    x = table.drop(columns=["inchikey", "log_s"])
    x_tr, x_te, y_tr, y_te = train_test_split(x, y, test_size=0.2, random_state=14)
    model = TwoLevel(seed=14).fit(x_tr, y_tr)
    print("weights:", dict(zip(model.first, model.second.coef_.round(2))))
    print("RMSE:", mean_squared_error(y_te, model.predict(x_te)) ** 0.5)


if __name__ == "__main__":
    main()
