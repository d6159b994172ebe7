"""Heat load of a district network one day ahead, from hourly SCADA values."""
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

AHEAD = 24
GAP = pd.Timedelta(hours=AHEAD)
VAL_FROM = pd.Timestamp("2019-01-01")
TEST_FROM = pd.Timestamp("2020-01-01")


def read_network(path):
    hours = pd.read_csv(path, parse_dates=["time"], index_col="time").sort_index()
    return hours.asfreq("h")[["heat_mw", "supply_temp", "outdoor_temp"]].ffill(limit=3)


def frame(hours):
    heat, outdoor = hours["heat_mw"], hours["outdoor_temp"]
    X = pd.DataFrame(index=hours.index)
    X["heat_now"] = heat
    for back in (1, 24, 144):
        X[f"heat_{back}h_ago"] = heat.shift(back)
    X["heat_day"] = heat.rolling(24).mean()
    X["heat_week_sd"] = heat.rolling(168).std()
    X["outdoor_now"] = outdoor
    X["outdoor_trend"] = outdoor.diff(6)
    X["outdoor_ewm"] = outdoor.ewm(halflife=36).mean()
    due = hours.index + GAP
    X["due_sin"], X["due_cos"] = np.sin(2 * np.pi * due.hour / 24), np.cos(2 * np.pi * due.hour / 24)
    X["due_weekend"] = (due.dayofweek >= 5).astype(int)
    y = heat.shift(-AHEAD).rename("heat_due")
    whole = X.join(y).dropna()
    return whole.drop(columns="heat_due"), whole["heat_due"]


def between(X, y, start=None, stop=None):
    keep = np.ones(len(X), dtype=bool)
    if start is not None:
        keep &= X.index >= start
    if stop is not None:
        keep &= X.index < stop - GAP
    return X[keep], y[keep]


def model(alpha):
    return make_pipeline(StandardScaler(), Ridge(alpha=alpha))


def main():
    X, y = frame(read_network("network.csv"))
    X_fit, y_fit = between(X, y, stop=VAL_FROM)
    X_val, y_val = between(X, y, start=VAL_FROM, stop=TEST_FROM)
    X_test, y_test = between(X, y, start=TEST_FROM)

    errors = {
        a: mean_absolute_error(y_val, model(a).fit(X_fit, y_fit).predict(X_val))
        for a in (0.1, 1, 10, 100, 1000)
    }
    alpha = min(errors, key=errors.get)
    X_past, y_past = between(X, y, stop=TEST_FROM)
    final = model(alpha).fit(X_past, y_past)
    print("alpha", alpha, "validation", round(errors[alpha], 3))
    print("naive", round(mean_absolute_error(y_test, X_test["heat_now"]), 3))
    print("ridge", round(mean_absolute_error(y_test, final.predict(X_test)), 3))


if __name__ == "__main__":
    main()
