"""Asking price of used cars from one day's listings."""
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, KFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import TargetEncoder

MANY_LEVELS = ["model", "trim", "dealer_town"]
NUMBERS = ["year", "mileage_km", "power_kw", "owners"]


def listings(path):
    cars = pd.read_csv(path, usecols=["vin", "price"] + MANY_LEVELS + NUMBERS)
    cars = cars.drop_duplicates("vin")
    cars = cars[cars["price"].between(500, 250_000)]
    cars[MANY_LEVELS] = cars[MANY_LEVELS].fillna("none")
    return cars


def estimator():
    encode = ColumnTransformer(
        [("levels", TargetEncoder(smooth="auto", random_state=0), MANY_LEVELS)],
        remainder="passthrough",
    )
    steps = Pipeline([("encode", encode), ("boost", HistGradientBoostingRegressor(random_state=0))])
    return TransformedTargetRegressor(steps, func=np.log, inverse_func=np.exp)


def main():
    cars = listings("listings_2024_03_01.csv")
    x, y = cars[MANY_LEVELS + NUMBERS], cars["price"]
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=10)
    grid = {
        "regressor__boost__learning_rate": [0.03, 0.1],
        "regressor__boost__max_leaf_nodes": [31, 63],
        "regressor__boost__max_iter": [200, 500],
    }
    search = GridSearchCV(
        estimator(),
        grid,
        cv=KFold(5, shuffle=True, random_state=0),
        scoring="neg_mean_absolute_error",
        n_jobs=2,
    )
    search.fit(x_train, y_train)
    print("cross-validated MAE", -search.best_score_, search.best_params_)
    print("held-out MAE", mean_absolute_error(y_test, search.predict(x_test)))


if __name__ == "__main__":
    main()
