"""Two-level model for aqueous solubility from descriptors."""
import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor, RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class Blend:
    def __init__(self, bases, head):
        self.bases = bases
        self.head = head

    def _level_one(self, X):
        return np.column_stack([b.predict(X) for b in self.bases])

    def fit(self, X, y):
        for base in self.bases:
            base.fit(X, y)
        self.head.fit(self._level_one(X), y)
        return self

    def predict(self, X):
        return self.head.predict(self._level_one(X))


def rmse(y, p):
    return float(np.sqrt(mean_squared_error(y, p)))


def main():
    table = pd.read_csv("solubility_descriptors.csv").drop_duplicates("inchikey")
    y = table.pop("log_s")
    X = table.drop(columns=["inchikey", "smiles"])
    X_dev, X_test, y_dev, y_test = train_test_split(X, y, test_size=0.2, random_state=12)
    blend = Blend(
        bases=[
            RandomForestRegressor(500, random_state=1, n_jobs=-1),
            ExtraTreesRegressor(500, random_state=2, n_jobs=-1),
            make_pipeline(StandardScaler(), KNeighborsRegressor(3, weights="distance")),
        ],
        head=LinearRegression(positive=True),
    )
    blend.fit(X_dev, y_dev)
    print("head weights", blend.head.coef_)
    print("RMSE", rmse(y_test, blend.predict(X_test)))


if __name__ == "__main__":
    main()
