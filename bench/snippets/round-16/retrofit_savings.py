"""Annual heating demand of buildings after retrofit: level-0 regressors with a linear level-1."""
import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor, HistGradientBoostingRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class LayeredRegressor:
    def __init__(self, members, head):
        self.members = members
        self.head = head

    def _level_one(self, X):
        columns = [member.predict(X) for member in self.members.values()]
        return np.column_stack(columns)

    def fit(self, X, y):
        for member in self.members.values():
            member.fit(X, y)
        self.head.fit(self._level_one(X), y)
        return self

    def predict(self, X):
        return self.head.predict(self._level_one(X))

    def shares(self):
        return dict(zip(self.members, np.round(self.head.coef_, 3)))


def members():
    return {
        "trees": ExtraTreesRegressor(500, min_samples_leaf=1, random_state=6),
        "boost": HistGradientBoostingRegressor(max_iter=400, random_state=6),
        "neighbours": make_pipeline(StandardScaler(), KNeighborsRegressor(3, weights="distance")),
    }


def load(path):
    stock = pd.read_csv(path, index_col="building_id")
    stock["compactness"] = stock["envelope_m2"] / stock["volume_m3"]
    stock["glazing_share"] = stock["window_m2"] / stock["facade_m2"]
    inputs = [
        "compactness", "glazing_share", "u_wall", "u_roof", "u_window",
        "air_changes", "heated_m2", "occupants", "degree_days",
    ]
    stock = stock.dropna(subset=inputs + ["heat_kwh_m2"])
    return stock[inputs], stock["heat_kwh_m2"]


def main():
    X, y = load("data/retrofits.csv")
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=6)
    stack = LayeredRegressor(members(), RidgeCV(alphas=np.logspace(-3, 3, 13)))
    stack.fit(X_train, y_train)
    print("shares", stack.shares())
    print("MAE", mean_absolute_error(y_test, stack.predict(X_test)))


if __name__ == "__main__":
    main()
