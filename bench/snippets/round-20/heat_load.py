import pandas as pd
from lightgbm import LGBMRegressor, early_stopping
from sklearn.metrics import mean_absolute_error

H = 24


def history(load):
    load = load.sort_values(["building", "time"]).reset_index(drop=True)
    g = load.groupby("building")["kw"]
    load["lag_0"] = load["kw"]
    load["lag_24"] = g.shift(24)
    load["day_mean"] = g.transform(lambda s: s.shift(1).rolling(24).mean())
    load["kw_ahead"] = g.shift(-H)
    return load.dropna(subset=["lag_24", "day_mean", "kw_ahead"])


def periods(table, v, t):
    gap = pd.Timedelta(hours=H)
    old = table[table["time"] < v - gap]
    mid = table[(table["time"] >= v) & (table["time"] < t - gap)]
    new = table[table["time"] >= t]
    return old, mid, new


def main():
    load = pd.read_parquet("heat_hourly.parquet")
    old, mid, new = periods(history(load), pd.Timestamp("2022-07-01"), pd.Timestamp("2023-01-01"))
    feats = ["lag_0", "lag_24", "day_mean", "floor_area"]
    model = LGBMRegressor(n_estimators=5000, learning_rate=0.02)
    model.fit(
        old[feats], old["kw_ahead"],
        eval_set=[(mid[feats], mid["kw_ahead"])],
        callbacks=[early_stopping(100)],
    )
    print("day-ahead MAE", mean_absolute_error(new["kw_ahead"], model.predict(new[feats])))


if __name__ == "__main__":
    main()
