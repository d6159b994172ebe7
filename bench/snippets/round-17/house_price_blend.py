import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor


class Blend:
    def __init__(self, bases, final):
        self.bases = bases
        self.final = final

    def _columns(self, X):
        return np.column_stack([base.predict(X) for base in self.bases])

    def fit(self, X, y):
        for base in self.bases:
            base.fit(X, y)
        level_one = self._columns(X)
        self.final.fit(level_one, y)
        return self

    def predict(self, X):
        return self.final.predict(self._columns(X))


def main() -> None:
    homes = pd.read_csv("homes.csv").drop_duplicates("parcel_id")
    y = np.log(homes["price"])
    X = homes[["area", "rooms", "year_built", "lat", "lon", "lot_size"]]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=12)
    blend = Blend(
        [
            LGBMRegressor(n_estimators=500, learning_rate=0.05),
            ExtraTreesRegressor(n_estimators=400, n_jobs=-1, random_state=12),
            KNeighborsRegressor(n_neighbors=3, weights="distance"),
        ],
        RidgeCV(alphas=np.logspace(-3, 2, 12)),
    )
    blend.fit(X_train, y_train)
    rmse = mean_squared_error(y_test, blend.predict(X_test)) ** 0.5
    print(f"log RMSE {rmse:.4f}")


if __name__ == "__main__":
    main()
