"""Gearbox oil temperature ten minutes ahead, from SCADA of a wind farm."""
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_squared_error

STEP = "10min"
CHANNELS = ["oil_temp", "bearing_temp", "power_kw", "rotor_rpm", "nacelle_temp"]

BLOCKS = {
    "now": lambda s: s,
    "delta": lambda s: s.diff(),
    "level_6h": lambda s: s.rolling(36, min_periods=6).mean(),
    "smooth": lambda s: s.rolling(7, center=True, min_periods=1).median(),
    "max_1d": lambda s: s.rolling(144, min_periods=36).max(),
}


def read_scada(path):
    raw = pd.read_parquet(path, columns=["turbine", "ts", *CHANNELS])
    raw["ts"] = pd.to_datetime(raw["ts"], utc=True)
    return raw.drop_duplicates(["turbine", "ts"]).sort_values(["turbine", "ts"])


def regular(turbine):
    return turbine.set_index("ts")[CHANNELS].resample(STEP).mean().ffill(limit=3)


def describe(turbine):
    blocks = {
        f"{channel}_{name}": compute(turbine[channel])
        for channel in CHANNELS
        for name, compute in BLOCKS.items()
    }
    out = pd.DataFrame(blocks)
    out["target"] = turbine["oil_temp"].shift(-1)
    return out


def build(path):
    pieces = []
    for name, rows in read_scada(path).groupby("turbine"):
        pieces.append(describe(regular(rows)).assign(turbine=name))
    return pd.concat(pieces).dropna().sort_index()


def rmse(model, rows):
    X = rows.drop(columns=["target", "turbine"])
    return mean_squared_error(rows["target"], model.predict(X)) ** 0.5


def main():
    table = build("scada_2022.parquet")
    train = table.loc[:"2022-08-31"]
    valid = table.loc["2022-09-02":"2022-10-15"]
    test = table.loc["2022-10-17":]

    fitted = {}
    for leaves in (31, 63, 127):
        model = LGBMRegressor(n_estimators=500, learning_rate=0.05, num_leaves=leaves, verbose=-1)
        model.fit(train.drop(columns=["target", "turbine"]), train["target"])
        fitted[leaves] = model
    best = min(fitted, key=lambda leaves: rmse(fitted[leaves], valid))
    print("leaves", best, "valid", rmse(fitted[best], valid))
    print("test RMSE", rmse(fitted[best], test))


if __name__ == "__main__":
    main()
