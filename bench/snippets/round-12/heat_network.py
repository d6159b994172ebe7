"""Next-hour heat load of a district heating network."""
import argparse

import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SIGNALS = ["load_mw", "supply_temp", "return_temp", "outdoor_temp"]
SMOOTHING = {"window": 9, "center": True, "min_periods": 5}


def read_log(path):
    log = pd.read_csv(path, parse_dates=["time"], index_col="time").sort_index()
    return log[SIGNALS].resample("h").mean().ffill(limit=3)


def smooth(series, options):
    return series.rolling(**options).mean()


def design(log):
    table = pd.DataFrame(index=log.index)
    for name in SIGNALS:
        table[f"{name}_now"] = log[name]
        table[f"{name}_level"] = smooth(log[name], SMOOTHING)
        table[f"{name}_day_ago"] = log[name].shift(23)
    table["hour_sin"] = np.sin(2 * np.pi * log.index.hour / 24)
    table["hour_cos"] = np.cos(2 * np.pi * log.index.hour / 24)
    table["target"] = log["load_mw"].shift(-1)
    return table.dropna()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("log")
    parser.add_argument("--cut", default="2023-10-01")
    args = parser.parse_args()

    table = design(read_log(args.log))
    cut = pd.Timestamp(args.cut)
    past = table[table.index < cut - pd.Timedelta(hours=12)]
    future = table[table.index >= cut]

    search = GridSearchCV(
        make_pipeline(StandardScaler(), Ridge()),
        {"ridge__alpha": np.logspace(-2, 4, 13)},
        cv=TimeSeriesSplit(n_splits=6, gap=12),
        scoring="neg_mean_absolute_error",
    )
    search.fit(past.drop(columns="target"), past["target"])
    forecast = search.predict(future.drop(columns="target"))
    naive = mean_absolute_error(future["target"], future["load_mw_now"])
    print("persistence MAE", naive)
    print("model MAE      ", mean_absolute_error(future["target"], forecast))


if __name__ == "__main__":
    main()
