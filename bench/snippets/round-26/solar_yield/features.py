import numpy as np
import pandas as pd

HORIZON = 24
LAGS = (0, 1, 2, 23, 24, 47)


def read_sites(path):
    data = pd.read_parquet(path)
    data["ts"] = pd.to_datetime(data["ts"], utc=True)
    return data.sort_values(["site", "ts"]).reset_index(drop=True)


def build(data):
    power = data.groupby("site")["kw"]
    out = data[["site", "ts"]].copy()
    for k in LAGS:
        out[f"kw_l{k}"] = power.shift(k)
    out["kw_m24"] = power.transform(lambda s: s.rolling(24).mean())
    out["kw_s24"] = power.transform(lambda s: s.rolling(24).std())
    due = out["ts"] + pd.Timedelta(hours=HORIZON)
    out["hour_sin"] = np.sin(2 * np.pi * due.dt.hour / 24)
    out["hour_cos"] = np.cos(2 * np.pi * due.dt.hour / 24)
    out["doy"] = due.dt.dayofyear
    out["kw_due"] = power.shift(-HORIZON)
    return out.dropna()
