import pandas as pd


def load(path):
    power = pd.read_parquet(path)
    power["ts"] = pd.to_datetime(power["ts"])
    return power.sort_values(["plant", "ts"]).reset_index(drop=True)


def build(power, lags, horizon):
    by_plant = power.groupby("plant")
    out = power[["plant", "ts", "capacity_mw"]].copy()
    out["hour"] = power["ts"].dt.hour
    out["doy"] = power["ts"].dt.dayofyear
    for k in lags:
        out[f"mw_{k}"] = by_plant["mw"].shift(k)
        out[f"cloud_{k}"] = by_plant["cloud"].shift(k)
    out["mw_mean24"] = by_plant["mw"].transform(lambda s: s.shift(1).rolling(24, min_periods=12).mean())
    out["goal"] = by_plant["mw"].shift(-horizon)
    return out.dropna()


def periods(table, valid_from, test_from, horizon):
    """Three consecutive periods; the last hours of each one are left out so that no goal reaches into the next."""
    gap = pd.Timedelta(hours=horizon)
    valid_from, test_from = pd.Timestamp(valid_from), pd.Timestamp(test_from)
    ts = table["ts"]
    return (
        table[ts < valid_from - gap],
        table[(ts >= valid_from) & (ts < test_from - gap)],
        table[ts >= test_from],
    )
