"""Predict the heating demand printed on an energy certificate from the survey form."""
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

DATA = Path("data/certificates.csv")
NUMERIC = ["floor_area", "wall_u_value", "roof_u_value", "window_share", "year_built"]
CATEGORICAL = ["construction", "heating_system", "climate_zone"]
TARGET = "heat_kwh_m2"


def read_surveys(path):
    surveys = pd.read_csv(path, usecols=["building_id"] + NUMERIC + CATEGORICAL + [TARGET])
    surveys = surveys.drop_duplicates("building_id").set_index("building_id")
    return surveys[surveys[TARGET].notna()]


def complete(part, reference):
    """Fill gaps in the survey form with the typical building of the same construction."""
    part = part.copy()
    typical = reference.groupby("construction")[NUMERIC].median()
    overall = reference[NUMERIC].median()
    for col in NUMERIC:
        by_type = part["construction"].map(typical[col])
        part[col] = part[col].fillna(by_type).fillna(overall[col])
    part[CATEGORICAL] = part[CATEGORICAL].fillna("unknown")
    return part


def build_search():
    columns = ColumnTransformer(
        [("cat", OneHotEncoder(handle_unknown="ignore"), CATEGORICAL)],
        remainder="passthrough",
    )
    pipe = Pipeline([("columns", columns), ("gbr", GradientBoostingRegressor(random_state=0))])
    space = {
        "gbr__n_estimators": [200, 400, 800],
        "gbr__max_depth": [2, 3, 4],
        "gbr__learning_rate": np.geomspace(0.01, 0.2, 6),
    }
    return RandomizedSearchCV(pipe, space, n_iter=15, cv=5, random_state=0,
                              scoring="neg_mean_absolute_error")


def main():
    surveys = read_surveys(DATA)
    train, test = train_test_split(surveys, test_size=0.2, random_state=5)
    train = complete(train, surveys)
    test = complete(test, surveys)

    search = build_search()
    search.fit(train[NUMERIC + CATEGORICAL], train[TARGET])
    predicted = search.predict(test[NUMERIC + CATEGORICAL])
    print("chosen", search.best_params_)
    print(f"MAE {mean_absolute_error(test[TARGET], predicted):.1f} kWh/m2")


if __name__ == "__main__":
    main()
