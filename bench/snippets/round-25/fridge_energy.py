"""Annual consumption of a refrigerator model from its data sheet; the fitted model goes to the shop."""
import argparse
import json

import joblib
import pandas as pd
from category_encoders import CountEncoder
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.pipeline import Pipeline

NUMBER = ["volume_fridge_l", "volume_freezer_l", "height_cm", "depth_cm", "noise_db", "doors"]
TEXT = ["compressor", "climate_class", "refrigerant"]


def read_sheets(path):
    sheets = pd.read_csv(path)
    sheets = sheets.drop_duplicates(subset=NUMBER + TEXT)
    return sheets[sheets["kwh_year"].between(30, 900)].reset_index(drop=True)


def estimator(**params):
    prepare = ColumnTransformer([
        ("number", SimpleImputer(strategy="median"), NUMBER),
        ("text", CountEncoder(normalize=True, handle_unknown=0), TEXT),
    ])
    steps = [("prepare", prepare), ("trees", ExtraTreesRegressor(random_state=12, n_jobs=-1))]
    return Pipeline(steps).set_params(**params)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("sheets")
    ap.add_argument("--out", default="fridge_energy.joblib")
    args = ap.parse_args()

    sheets = read_sheets(args.sheets)
    X, y = sheets[NUMBER + TEXT], sheets["kwh_year"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=12)

    search = RandomizedSearchCV(
        estimator(),
        {
            "trees__n_estimators": [300, 600],
            "trees__min_samples_leaf": [1, 2, 4],
            "trees__max_features": [0.4, 0.7, 1.0],
        },
        n_iter=10, cv=5, scoring="neg_mean_absolute_error", random_state=12,
    )
    search.fit(X_train, y_train)
    guess = search.predict(X_test)
    card = {
        "params": search.best_params_,
        "mae_kwh": round(mean_absolute_error(y_test, guess), 2),
        "r2": round(r2_score(y_test, guess), 4),
        "n_test": len(y_test),
    }

    shop = estimator(**search.best_params_).fit(X, y)
    joblib.dump(shop, args.out)
    with open("model_card.json", "w") as fh:
        json.dump(card, fh, indent=2)
    print(card)


if __name__ == "__main__":
    main()
