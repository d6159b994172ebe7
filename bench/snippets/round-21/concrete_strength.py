"""Compressive strength of concrete mixes with a two-level model."""
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

INGREDIENTS = [
    "cement", "slag", "fly_ash", "water", "plasticiser", "coarse", "fine",
]


class TwoLevel:
    def __init__(self, members, judge):
        self.members = members
        self.judge = judge

    def _opinions(self, X):
        return np.column_stack([m.predict(X) for m in self.members.values()])

    def fit(self, X, y):
        for member in self.members.values():
            member.fit(X, y)
        self.judge.fit(self._opinions(X), y)
        return self

    def predict(self, X):
        return self.judge.predict(self._opinions(X))


def members():
    return {
        "trees": ExtraTreesRegressor(400, min_samples_leaf=1, random_state=1, n_jobs=-1),
        "boost": LGBMRegressor(n_estimators=600, learning_rate=0.05, verbose=-1),
        "near": make_pipeline(StandardScaler(), KNeighborsRegressor(5, weights="distance")),
    }


def main():
    mixes = pd.read_csv("data/mixes.csv").query("age_days == 28")
    mixes = mixes.drop_duplicates(subset=INGREDIENTS)
    X_train, X_test, y_train, y_test = train_test_split(
        mixes[INGREDIENTS], mixes["strength_mpa"], test_size=0.2, random_state=1
    )
    model = TwoLevel(members(), RidgeCV(alphas=np.logspace(-3, 3, 13)))
    model.fit(X_train, y_train)
    for name, weight in zip(model.members, model.judge.coef_):
        print(f"{name:6s} {weight:+.3f}")
    print("MAE, MPa:", round(mean_absolute_error(y_test, model.predict(X_test)), 2))


if __name__ == "__main__":
    main()
