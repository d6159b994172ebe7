"""Heat demand per square metre for the certificate service."""
import argparse
import json
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import GridSearchCV, KFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder

NUMBERS = ["floor_m2", "year_built", "storeys", "window_share", "u_wall", "u_roof", "degree_days"]
KINDS = ["heating", "use", "roof_type"]


def estimator():
    columns = ColumnTransformer([
        ("numbers", SimpleImputer(strategy="median"), NUMBERS),
        ("kinds", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), KINDS),
    ])
    boost = GradientBoostingRegressor(learning_rate=0.05, subsample=0.7, random_state=27)
    pipe = Pipeline([("columns", columns), ("boost", boost)])
    return TransformedTargetRegressor(pipe, func=np.log1p, inverse_func=np.expm1)


def tuned(x, y):
    grid = {
        "regressor__boost__n_estimators": [200, 500],
        "regressor__boost__max_depth": [3, 5],
    }
    folds = KFold(5, shuffle=True, random_state=27)
    return GridSearchCV(estimator(), grid, scoring="neg_mean_absolute_error", cv=folds, n_jobs=-1).fit(x, y)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--certificates", default="data/certificates.csv")
    parser.add_argument("--out", type=Path, default=Path("service"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)

    houses = pd.read_csv(args.certificates).drop_duplicates("building_id").dropna(subset=["kwh_m2"])
    x, y = houses[NUMBERS + KINDS], houses["kwh_m2"]
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=27)

    search = tuned(x_train, y_train)
    guess = search.predict(x_test)
    card = {
        "mae": round(mean_absolute_error(y_test, guess), 2),
        "r2": round(r2_score(y_test, guess), 3),
        "n_train": len(x_train),
        "n_test": len(x_test),
        "settings": search.best_params_,
    }
    (args.out / "model_card.json").write_text(json.dumps(card, indent=2))
    print(card)

    shipped = clone(search.best_estimator_).fit(x, y)
    joblib.dump(shipped, args.out / "heat_demand.joblib")


if __name__ == "__main__":
    main()
