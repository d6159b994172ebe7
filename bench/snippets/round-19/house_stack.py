import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import Lasso, RidgeCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class Stack:
    def __init__(self, bases, blender):
        self.bases = bases
        self.blender = blender

    def fit(self, X, y):
        folds = KFold(5, shuffle=True, random_state=0)
        columns = [cross_val_predict(base, X, y, cv=folds) for base in self.bases]
        self.blender.fit(np.column_stack(columns), y)
        for base in self.bases:
            base.fit(X, y)
        return self

    def predict(self, X):
        return self.blender.predict(np.column_stack([base.predict(X) for base in self.bases]))


def main():
    houses = pd.read_csv("houses.csv").drop_duplicates("parcel_id")
    y = np.log(houses["tax_value"])
    X = houses[["area", "rooms", "age", "garage", "lot"]]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
    bases = [
        make_pipeline(StandardScaler(), Lasso(alpha=0.001)),
        RandomForestRegressor(300, random_state=0),
        GradientBoostingRegressor(random_state=0),
    ]
    stack = Stack(bases, RidgeCV()).fit(X_train, y_train)
    print("log MAE", mean_absolute_error(y_test, stack.predict(X_test)))


if __name__ == "__main__":
    main()
