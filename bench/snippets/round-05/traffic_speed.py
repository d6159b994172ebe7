import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

FREQ = "15min"


class SegmentFeatures:
    def __init__(self, horizon=1):
        self.horizon = horizon

    def one(self, seg):
        seg = seg.set_index("stamp").sort_index().asfreq(FREQ).ffill(limit=4)
        out = pd.DataFrame(index=seg.index)
        out["speed"] = seg["speed"]
        out["speed_back"] = seg["speed"].shift(1)
        out["trend"] = seg["speed"].diff(-1)
        out["volume_1h"] = seg["volume"].rolling(4).sum()
        out["hour"] = out.index.hour
        out["label"] = seg["speed"].shift(-self.horizon)
        return out

    def build(self, readings):
        parts = {k: self.one(g) for k, g in readings.groupby("segment")}
        return pd.concat(parts, names=["segment", "stamp"]).reset_index().dropna()


def main():
    readings = pd.read_parquet("data/loops.parquet")
    readings["stamp"] = pd.to_datetime(readings["stamp"])
    table = SegmentFeatures().build(readings)
    cols = ["speed", "speed_back", "trend", "volume_1h", "hour"]
    fit = table[table["stamp"] < "2022-10-01"]
    check = table[table["stamp"] > "2022-10-01 00:15"]
    reg = HistGradientBoostingRegressor(max_leaf_nodes=63).fit(fit[cols], fit["label"])
    print("MAE km/h", mean_absolute_error(check["label"], reg.predict(check[cols])))


if __name__ == "__main__":
    main()
