"""Next-day hourly load of distribution feeders."""
import argparse
from dataclasses import dataclass

import lightgbm as lgb
import numpy as np
import pandas as pd

KEY, TIME, LOAD = "feeder_id", "hour_start", "load_kw"


@dataclass
class Calendar:
    valid_from: pd.Timestamp
    test_from: pd.Timestamp

    def cut(self, frame):
        t = frame[TIME]
        return (
            frame[t < self.valid_from],
            frame[(t >= self.valid_from) & (t < self.test_from)],
            frame[t >= self.test_from],
        )


def read(path):
    load = pd.read_parquet(path, columns=[KEY, TIME, LOAD])
    load[TIME] = pd.to_datetime(load[TIME])
    full = pd.MultiIndex.from_product(
        [load[KEY].unique(), pd.date_range(load[TIME].min(), load[TIME].max(), freq="h")],
        names=[KEY, TIME],
    )
    return load.drop_duplicates([KEY, TIME]).set_index([KEY, TIME]).reindex(full).reset_index()


def features(load):
    load = load.sort_values([KEY, TIME]).reset_index(drop=True)
    per_feeder = load.groupby(KEY)[LOAD]
    for lag in (48, 72, 168, 336):
        load[f"lag_{lag}"] = per_feeder.shift(lag)
    load["level_7d"] = per_feeder.transform(lambda s: s.shift(48).rolling(168, min_periods=24).mean())
    load["peak_7d"] = per_feeder.transform(lambda s: s.shift(48).rolling(168, min_periods=24).max())
    load["hour"] = load[TIME].dt.hour
    load["weekday"] = load[TIME].dt.dayofweek
    load["season"] = np.cos(2 * np.pi * load[TIME].dt.dayofyear / 365.25)
    return load.dropna(subset=[LOAD, "lag_336"])


def wape(actual, forecast):
    return float(np.abs(actual - forecast).sum() / actual.sum())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    parser.add_argument("--valid-from", type=pd.Timestamp, default="2023-01-01")
    parser.add_argument("--test-from", type=pd.Timestamp, default="2023-07-01")
    args = parser.parse_args()

    table = features(read(args.path))
    train, valid, test = Calendar(args.valid_from, args.test_from).cut(table)
    inputs = [c for c in table.columns if c not in (KEY, TIME, LOAD)]

    model = lgb.LGBMRegressor(n_estimators=4000, learning_rate=0.03, num_leaves=63)
    model.fit(
        train[inputs],
        train[LOAD],
        eval_set=[(valid[inputs], valid[LOAD])],
        callbacks=[lgb.early_stopping(100), lgb.log_evaluation(200)],
    )
    print("rounds", model.best_iteration_)
    print("WAPE last week  ", round(wape(test[LOAD], test["lag_168"]), 4))
    print("WAPE this model ", round(wape(test[LOAD], model.predict(test[inputs])), 4))


if __name__ == "__main__":
    main()
