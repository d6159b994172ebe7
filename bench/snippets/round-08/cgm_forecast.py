"""30-minute-ahead glucose from a continuous monitor, several wearers."""
import pandas as pd
import xgboost as xgb

STEP = 6  # 6 x 5 min


def read(path: str) -> pd.DataFrame:
    d = pd.read_csv(path, parse_dates=["t"])
    return d.sort_values(["wearer", "t"], ignore_index=True)


def featurise(d: pd.DataFrame) -> pd.DataFrame:
    g = d.groupby("wearer")["mgdl"]
    d["mgdl_f"] = g.bfill(limit=12)
    h = d.groupby("wearer")["mgdl_f"]
    d["slope"] = h.diff(-1)
    for k in (1, 2, 3, 6, 12):
        d[f"m{k}"] = h.shift(k)
    d["sd_hour"] = h.transform(lambda s: s.rolling(12).std())
    d["target"] = g.shift(-STEP)
    return d.dropna(subset=["target", "m12", "mgdl_f", "slope"])


def cut(d: pd.DataFrame, share: float = 0.75):
    t0, t1 = d["t"].min(), d["t"].max()
    edge = t0 + (t1 - t0) * share
    return d[d["t"] < edge - pd.Timedelta(hours=2)], d[d["t"] >= edge]


if __name__ == "__main__":
    tab = featurise(read("cgm.csv"))
    inputs = ["mgdl_f", "slope", "sd_hour"] + [f"m{k}" for k in (1, 2, 3, 6, 12)]
    early, late = cut(tab)
    model = xgb.XGBRegressor(n_estimators=400, max_depth=5, learning_rate=0.05)
    model.fit(early[inputs], early["target"])
    err = model.predict(late[inputs]) - late["target"]
    print(f"RMSE {(err ** 2).mean() ** 0.5:.1f} mg/dl on {len(late)} readings")
    print(err.abs().groupby(late["wearer"]).mean().round(1))
