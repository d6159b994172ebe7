"""Forecast glucose 30 minutes ahead from CGM readings at 5-minute spacing."""
import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error

STEPS = 6
WINDOW = 13


def read(path):
    cgm = pd.read_csv(path, parse_dates=["ts"])
    return cgm.sort_values(["wearer", "ts"]).reset_index(drop=True)


def smooth(series):
    return series.rolling(WINDOW, min_periods=3, center=True).mean()


def featurize(cgm):
    glucose = cgm.groupby("wearer")["mg_dl"]
    out = cgm[["wearer", "ts", "mg_dl"]].copy()
    out["level"] = glucose.transform(smooth)
    out["trend"] = out.groupby("wearer")["level"].diff()
    for k in (1, 2, 3, 6, 12):
        out[f"lag_{k}"] = glucose.shift(k)
    out["hour_sin"] = np.sin(2 * np.pi * out["ts"].dt.hour / 24)
    out["hour_cos"] = np.cos(2 * np.pi * out["ts"].dt.hour / 24)
    out["y"] = glucose.shift(-STEPS)
    return out.dropna()


def by_date(table, first, second):
    gap = pd.Timedelta(minutes=5 * STEPS)
    train = table[table["ts"] < first - gap]
    valid = table[(table["ts"] >= first) & (table["ts"] < second - gap)]
    test = table[table["ts"] >= second]
    return train, valid, test


def main():
    table = featurize(read("cgm.csv"))
    train, valid, test = by_date(table, pd.Timestamp("2023-05-01"), pd.Timestamp("2023-06-01"))
    cols = [c for c in table.columns if c not in ("wearer", "ts", "y")]
    model = xgb.XGBRegressor(
        n_estimators=2000, learning_rate=0.03, max_depth=5, early_stopping_rounds=50
    )
    model.fit(train[cols], train["y"], eval_set=[(valid[cols], valid["y"])], verbose=False)
    print("MAE mg/dl", mean_absolute_error(test["y"], model.predict(test[cols])))
    print("persistence", mean_absolute_error(test["y"], test["mg_dl"]))


if __name__ == "__main__":
    main()
