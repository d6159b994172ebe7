import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split


class Stack:
    def __init__(self, bases):
        self.bases = bases
        self.head = RidgeCV(alphas=np.logspace(-3, 3, 13))

    def fit(self, X, y):
        cv = KFold(5, shuffle=True, random_state=0)
        oof = np.column_stack([cross_val_predict(b, X, y, cv=cv) for b in self.bases])
        self.head.fit(oof, y)
        for b in self.bases:
            b.fit(X, y)
        return self

    def predict(self, X):
        return self.head.predict(np.column_stack([b.predict(X) for b in self.bases]))


def main():
    homes = pd.read_csv("certificates_one_per_home.csv").drop_duplicates()
    feats = ["floor_area", "wall_u", "roof_u", "glazing", "build_year", "heated_volume"]
    Xa, Xb, ya, yb = train_test_split(homes[feats], homes["annual_kwh"], test_size=0.2, random_state=0)
    stack = Stack([
        ExtraTreesRegressor(300, random_state=0),
        GradientBoostingRegressor(n_estimators=300, random_state=0),
    ]).fit(Xa, ya)
    print("RMSE", mean_squared_error(yb, stack.predict(Xb)) ** 0.5)


if __name__ == "__main__":
    main()
