"""Yield per vine block from satellite and soil descriptors (one row per block)."""
import argparse

import pandas as pd
from scipy.stats import loguniform, randint
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import KFold, RandomizedSearchCV, train_test_split
from xgboost import XGBRegressor

DROP = ["block_id", "yield_t_ha"]

SPACE = {
    "max_depth": randint(3, 9),
    "learning_rate": loguniform(0.01, 0.3),
    "min_child_weight": randint(1, 12),
    "subsample": [0.6, 0.8, 1.0],
    "n_estimators": randint(100, 800),
}


def tune(x, y, draws):
    search = RandomizedSearchCV(
        XGBRegressor(random_state=0, n_jobs=2),
        SPACE,
        n_iter=draws,
        scoring="neg_mean_absolute_error",
        cv=KFold(5, shuffle=True, random_state=0),
        random_state=0,
    )
    search.fit(x, y)
    return search.best_params_


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--blocks", default="blocks.csv")
    ap.add_argument("--draws", type=int, default=60)
    args = ap.parse_args()

    blocks = pd.read_csv(args.blocks)
    x, y = blocks.drop(columns=DROP), blocks["yield_t_ha"]

    settings = tune(x, y, args.draws)
    print("settings:", settings)

    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.25, random_state=30)
    model = XGBRegressor(random_state=0, n_jobs=2, **settings)
    model.fit(x_train, y_train)
    print("MAE t/ha:", mean_absolute_error(y_test, model.predict(x_test)))


if __name__ == "__main__":
    main()
