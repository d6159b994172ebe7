"""Asking price of second-hand bicycles (one advert per bicycle)."""
import numpy as np
import pandas as pd
from scipy.stats import loguniform, randint
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import median_absolute_error
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import TargetEncoder

LEVELS = ["brand", "model", "town"]
SIZES = ["frame_cm", "wheel_in", "age_years", "gears", "weight_kg"]


def adverts(path):
    table = pd.read_json(path, lines=True)
    table = table.drop_duplicates(["frame_number"]).drop_duplicates(["title", "description"])
    table = table[table["price_eur"].between(30, 9000)]
    for column in LEVELS:
        table[column] = table[column].fillna("unknown").str.lower().str.strip()
    table["electric"] = table["title"].str.contains(r"e-?bike|electric", case=False).astype(int)
    table["words"] = table["description"].fillna("").str.split().str.len()
    return table


def regressor():
    coded = ColumnTransformer([("levels", TargetEncoder(target_type="continuous"), LEVELS)], remainder="passthrough")
    steps = Pipeline([
        ("coded", coded),
        ("fill", SimpleImputer(strategy="median")),
        ("trees", GradientBoostingRegressor(random_state=0)),
    ])
    return TransformedTargetRegressor(steps, func=np.log, inverse_func=np.exp)


SPACE = {
    "regressor__coded__levels__smooth": loguniform(1, 200),
    "regressor__trees__n_estimators": randint(100, 900),
    "regressor__trees__max_depth": randint(2, 7),
    "regressor__trees__learning_rate": loguniform(0.01, 0.3),
}


def main():
    table = adverts("adverts.jsonl")
    x, y = table[LEVELS + SIZES + ["electric", "words"]], table["price_eur"]
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=0)

    search = RandomizedSearchCV(regressor(), SPACE, n_iter=40, cv=5, scoring="neg_median_absolute_error", random_state=0, n_jobs=-1)
    search.fit(x_train, y_train)
    print("train", median_absolute_error(y_train, search.predict(x_train)))
    print("cv   ", -search.best_score_)
    print("test ", median_absolute_error(y_test, search.predict(x_test)))


if __name__ == "__main__":
    main()
