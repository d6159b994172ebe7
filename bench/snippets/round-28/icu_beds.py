"""Occupied intensive care beds per hospital one week ahead."""
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

AHEAD = 7


def load(path="icu_daily.csv"):
    beds = pd.read_csv(path, parse_dates=["day"])
    return beds.sort_values(["hospital", "day"], ignore_index=True)


def history(beds):
    g = beds.groupby("hospital")["occupied"]
    out = beds[["hospital", "day", "occupied"]].copy()
    for lag in (1, 2, 7, 14):
        out[f"d{lag}"] = beds["occupied"] - g.shift(lag)
    out["mean_14"] = g.transform(lambda s: s.rolling(14).mean())
    out["peak_60"] = g.transform(lambda s: s.rolling(60, min_periods=14).max())
    out["typical"] = g.transform(lambda s: s.expanding(min_periods=28).mean())
    out["weekday"] = beds["day"].dt.dayofweek
    out["next_week"] = g.shift(-AHEAD)
    return out.dropna()


def windows(table, starts, length=pd.Timedelta(days=60)):
    for start in pd.to_datetime(starts):
        known = table[table["day"] < start - pd.Timedelta(days=AHEAD)]
        asked = table[(table["day"] >= start) & (table["day"] < start + length)]
        yield start, known, asked


def fit(known, rate):
    X = known.drop(columns=["hospital", "day", "next_week"])
    return HistGradientBoostingRegressor(learning_rate=rate, random_state=0).fit(X, known["next_week"])


def errors(table, starts, rate):
    found = []
    for _, known, asked in windows(table, starts):
        X = asked.drop(columns=["hospital", "day", "next_week"])
        found.append(mean_absolute_error(asked["next_week"], fit(known, rate).predict(X)))
    return float(np.mean(found))


def main():
    table = history(load())
    tuning = ["2022-01-01", "2022-04-01", "2022-07-01"]
    rate = min([0.02, 0.05, 0.1, 0.2], key=lambda r: errors(table, tuning, r))
    print("learning rate", rate)
    print("MAE, autumn and winter:", errors(table, ["2022-10-01", "2023-01-01"], rate))


if __name__ == "__main__":
    main()
