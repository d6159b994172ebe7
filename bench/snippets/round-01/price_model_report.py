import json
import pathlib

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder

HERE = pathlib.Path(__file__).parent
CATEGORICAL = ["make", "fuel", "gearbox"]
NUMERIC = ["mileage_km", "power_kw", "age_years"]


def make_model():
    prep = ColumnTransformer(
        [("cat", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), CATEGORICAL)],
        remainder="passthrough",
    )
    return Pipeline([("prep", prep), ("gbm", HistGradientBoostingRegressor(max_iter=400))])


def report(model, cars):
    predicted = model.predict(cars[CATEGORICAL + NUMERIC])
    return {
        "mae": float(mean_absolute_error(cars["price"], predicted)),
        "r2": float(r2_score(cars["price"], predicted)),
    }


def main():
    cars = pd.read_csv(HERE / "listings.csv")
    model = make_model()
    model.fit(cars[CATEGORICAL + NUMERIC], cars["price"])
    metrics = report(model, cars)
    (HERE / "metrics.json").write_text(json.dumps(metrics, indent=2))
    print("model quality:", metrics)


if __name__ == "__main__":
    main()
