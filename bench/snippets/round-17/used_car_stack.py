import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMERIC = ["km", "age_years", "power_kw", "owners"]
CATEGORIES = ["make", "fuel", "gearbox"]


def base(estimator):
    columns = make_column_transformer(
        (StandardScaler(), NUMERIC),
        (OneHotEncoder(handle_unknown="ignore", min_frequency=10), CATEGORIES),
    )
    return make_pipeline(columns, estimator)


class Stack:
    def __init__(self, bases: dict):
        self.bases = bases
        self.meta = LinearRegression(positive=True)

    def fit(self, X, y):
        folds = KFold(5, shuffle=True, random_state=0)
        level = [cross_val_predict(clone(b), X, y, cv=folds) for b in self.bases.values()]
        self.meta.fit(np.column_stack(level), y)
        for b in self.bases.values():
            b.fit(X, y)
        return self

    def predict(self, X):
        return self.meta.predict(np.column_stack([b.predict(X) for b in self.bases.values()]))


def main() -> None:
    cars = pd.read_csv("cars.csv").drop_duplicates("vin").dropna(subset=NUMERIC + CATEGORIES + ["price"])
    X_train, X_test, y_train, y_test = train_test_split(
        cars[NUMERIC + CATEGORIES], cars["price"], test_size=0.2, random_state=0
    )
    stack = Stack(
        {
            "ridge": base(Ridge(alpha=5.0)),
            "forest": base(RandomForestRegressor(n_estimators=300, n_jobs=-1, random_state=0)),
            "boost": base(GradientBoostingRegressor(n_estimators=400, random_state=0)),
        }
    ).fit(X_train, y_train)
    print(dict(zip(stack.bases, stack.meta.coef_.round(2))))
    print("MAE", mean_absolute_error(y_test, stack.predict(X_test)))


if __name__ == "__main__":
    main()
