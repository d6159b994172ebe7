"""Specific heat demand of buildings: two-level model."""
import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from xgboost import XGBRegressor


class TwoLevel:
    def __init__(self, base, blender):
        self.base = base
        self.blender = blender

    def _level_one(self, X):
        return np.column_stack([m.predict(X) for m in self.base.values()])

    def fit(self, X, y):
        for model in self.base.values():
            model.fit(X, y)
        self.blender.fit(self._level_one(X), y)
        return self

    def predict(self, X):
        return self.blender.predict(self._level_one(X))


def main():
    buildings = pd.read_csv("data/buildings.csv")
    y = buildings.pop("kwh_per_m2")
    X = pd.get_dummies(
        buildings[["built", "floors", "area", "u_wall", "u_roof", "glazing_share"]]
    )
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=31)
    stack = TwoLevel(
        base={
            "trees": ExtraTreesRegressor(500, n_jobs=-1, random_state=0),
            "knn": make_pipeline(StandardScaler(), KNeighborsRegressor(9, weights="distance")),
            "xgb": XGBRegressor(n_estimators=600, learning_rate=0.04, max_depth=6),
        },
        blender=RidgeCV(np.logspace(-3, 3, 13)),
    )
    stack.fit(X_train, y_train)
    print("R2", r2_score(y_test, stack.predict(X_test)))


if __name__ == "__main__":
    main()
