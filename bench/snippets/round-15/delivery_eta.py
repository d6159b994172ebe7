"""Minutes until a grocery order is at the door: two-level model."""
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FEATURES = ["distance_km", "n_items", "hour", "weekday", "rain_mm", "couriers_free"]


class TwoLevel:
    def __init__(self, base, top):
        self.base = base
        self.top = top

    def _columns(self, X):
        return np.column_stack([m.predict(X) for m in self.base.values()])

    def fit(self, X, y):
        for model in self.base.values():
            model.fit(X, y)
        self.top.fit(self._columns(X), y)
        return self

    def predict(self, X):
        return self.top.predict(self._columns(X))


def main():
    orders = pd.read_csv("orders.csv", usecols=FEATURES + ["minutes"])
    X_train, X_test, y_train, y_test = train_test_split(
        orders[FEATURES], orders["minutes"], test_size=0.2, random_state=12
    )
    stack = TwoLevel(
        base={
            "boost": LGBMRegressor(n_estimators=500, num_leaves=63, random_state=12),
            "trees": ExtraTreesRegressor(n_estimators=400, random_state=12),
            "near": make_pipeline(StandardScaler(), KNeighborsRegressor(9)),
        },
        top=LinearRegression(positive=True),
    )
    stack.fit(X_train, y_train)
    print(dict(zip(stack.base, stack.top.coef_.round(3))))
    print("MAE", round(mean_absolute_error(y_test, stack.predict(X_test)), 2))


if __name__ == "__main__":
    main()
