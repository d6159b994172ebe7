"""Day-ahead load per substation."""
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

HORIZON = 24
TRAIN_END = pd.Timestamp("2021-12-31 23:00")


def load(path):
    frame = pd.read_parquet(path)
    frame["ts"] = pd.to_datetime(frame["ts"])
    return frame.sort_values(["substation", "ts"]).reset_index(drop=True)


def build(frame):
    by_station = frame.groupby("substation")["mw"]
    frame["now"] = frame["mw"]
    for lag in (1, 24, 144):
        frame[f"lag_{lag}"] = by_station.shift(lag)
    frame["mean_168"] = by_station.transform(lambda s: s.rolling(168).mean())
    frame["hour"] = frame["ts"].dt.hour
    frame["weekday"] = frame["ts"].dt.dayofweek
    frame["ahead"] = by_station.shift(-HORIZON)
    return frame.dropna()


def main():
    frame = build(load("data/substations.parquet"))
    gap = pd.Timedelta(hours=HORIZON)
    train = frame[frame["ts"] + gap <= TRAIN_END]
    test = frame[frame["ts"] > TRAIN_END]
    inputs = ["now", "lag_1", "lag_24", "lag_144", "mean_168", "hour", "weekday"]
    model = HistGradientBoostingRegressor(max_iter=400, learning_rate=0.05, early_stopping=False)
    model.fit(train[inputs], train["ahead"])
    print("MAE      ", mean_absolute_error(test["ahead"], model.predict(test[inputs])))
    print("same hour", mean_absolute_error(test["ahead"], test["now"]))


if __name__ == "__main__":
    main()
