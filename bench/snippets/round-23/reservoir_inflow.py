"""Inflow of reservoirs seven days ahead, issued at the end of each day."""
import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error

HORIZON = 7
VALID_FROM = pd.Timestamp("2018-10-01")
TEST_FROM = pd.Timestamp("2020-10-01")
PARAMS = {"objective": "l1", "learning_rate": 0.03, "num_leaves": 31, "verbose": -1, "seed": 1}


def read_flows(path):
    flows = pd.read_csv(path, parse_dates=["day"])
    return flows.sort_values(["basin", "day"]).reset_index(drop=True)


def build(flows):
    basin = flows.groupby("basin", sort=False)
    out = flows[["basin", "day", "inflow", "rain_mm", "snow_cm"]].copy()
    for lag in (1, 2, 3, 7):
        out[f"inflow_lag_{lag}"] = basin["inflow"].shift(lag)
    out["inflow_mean_14"] = basin["inflow"].transform(lambda s: s.rolling(14).mean())
    out["rain_sum_7"] = basin["rain_mm"].transform(lambda s: s.rolling(7).sum())
    out["snow_change_5"] = basin["snow_cm"].transform(lambda s: s.diff(5))
    season = 2 * np.pi * out["day"].dt.dayofyear / 365.25
    out["season_sin"], out["season_cos"] = np.sin(season), np.cos(season)
    out["inflow_ahead"] = basin["inflow"].shift(-HORIZON)
    return out.dropna()


def periods(table):
    gap = pd.Timedelta(days=HORIZON)
    day = table["day"]
    return (
        table[day < VALID_FROM - gap],
        table[(day >= VALID_FROM) & (day < TEST_FROM - gap)],
        table[day >= TEST_FROM],
    )


def main():
    train, valid, test = periods(build(read_flows("data/basins.csv")))
    inputs = [c for c in train.columns if c not in ("basin", "day", "inflow_ahead")]
    fit_set = lgb.Dataset(train[inputs], train["inflow_ahead"])
    stop_set = lgb.Dataset(valid[inputs], valid["inflow_ahead"], reference=fit_set)
    booster = lgb.train(
        PARAMS, fit_set, num_boost_round=3000, valid_sets=[stop_set],
        callbacks=[lgb.early_stopping(100, verbose=False)],
    )
    forecast = booster.predict(test[inputs], num_iteration=booster.best_iteration)
    print("rounds", booster.best_iteration)
    print("persistence", round(mean_absolute_error(test["inflow_ahead"], test["inflow"]), 2))
    print("model      ", round(mean_absolute_error(test["inflow_ahead"], forecast), 2))


if __name__ == "__main__":
    main()
