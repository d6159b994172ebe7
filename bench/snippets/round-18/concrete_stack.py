"""Stacked regression of 28-day compressive strength from the mix recipe."""
import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class Stack:
    def __init__(self, bases, head):
        self.bases = bases
        self.head = head

    def _columns(self, X):
        return np.column_stack([base.predict(X) for base in self.bases])

    def fit(self, X, y):
        for base in self.bases:
            base.fit(X, y)
        self.head.fit(self._columns(X), y)
        return self

    def predict(self, X):
        return self.head.predict(self._columns(X))


def main():
    mixes = pd.read_csv("data/mix_recipes.csv").drop_duplicates()
    X, y = mixes.drop(columns="strength_mpa"), mixes["strength_mpa"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=21)
    stack = Stack(
        bases=[
            ExtraTreesRegressor(n_estimators=500, random_state=21),
            GradientBoostingRegressor(random_state=21),
            make_pipeline(StandardScaler(), KNeighborsRegressor(n_neighbors=2, weights="distance")),
        ],
        head=RidgeCV(alphas=np.logspace(-3, 3, 13)),
    )
    stack.fit(X_train, y_train)
    print(f"weights {stack.head.coef_.round(2)}")
    print(f"MAE {mean_absolute_error(y_test, stack.predict(X_test)):.2f} MPa")


if __name__ == "__main__":
    main()
