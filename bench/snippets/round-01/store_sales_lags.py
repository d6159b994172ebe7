import lightgbm as lgb
import pandas as pd
from sklearn.metrics import mean_absolute_error

CUTOFF = pd.Timestamp("2023-10-01")


def lagged(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.sort_values(["store_id", "date"])
    by_store = frame.groupby("store_id")["units"]
    frame["lag_1"] = by_store.shift(1)
    frame["lag_7"] = by_store.shift(7)
    frame["mean_28"] = by_store.transform(lambda s: s.shift(1).rolling(28, min_periods=7).mean())
    frame["weekday"] = frame["date"].dt.weekday
    return frame.dropna(subset=["lag_7", "mean_28"])


def main():
    sales = lagged(pd.read_csv("store_sales.csv", parse_dates=["date"]))
    past, future = sales[sales["date"] < CUTOFF], sales[sales["date"] >= CUTOFF]
    cols = ["lag_1", "lag_7", "mean_28", "weekday"]

    gbm = lgb.LGBMRegressor(n_estimators=500, learning_rate=0.05, objective="poisson")
    gbm.fit(past[cols], past["units"])
    print("one-day-ahead MAE", mean_absolute_error(future["units"], gbm.predict(future[cols])))


if __name__ == "__main__":
    main()
