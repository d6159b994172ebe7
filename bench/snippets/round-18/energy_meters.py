import polars as pl
from lightgbm import LGBMRegressor, early_stopping
from sklearn.metrics import mean_absolute_error

FEATURES = ["kwh_1", "kwh_7", "kwh_mean_14", "kwh_max_28", "weekday"]


def daily(path):
    return (
        pl.scan_parquet(path)
        .with_columns(pl.col("read_at").dt.date().alias("day"))
        .group_by("meter", "day")
        .agg(pl.col("kwh").sum())
        .sort("meter", "day")
        .collect()
    )


def history(frame):
    past = pl.col("kwh").shift(1)
    return frame.with_columns(
        past.over("meter").alias("kwh_1"),
        pl.col("kwh").shift(7).over("meter").alias("kwh_7"),
        past.rolling_mean(window_size=14).over("meter").alias("kwh_mean_14"),
        past.rolling_max(window_size=28).over("meter").alias("kwh_max_28"),
        pl.col("day").dt.weekday().alias("weekday"),
    ).drop_nulls(FEATURES)


def arrays(frame):
    return frame.select(FEATURES).to_numpy(), frame["kwh"].to_numpy()


def main():
    frame = history(daily("data/meters/*.parquet"))
    first, second = pl.date(2023, 10, 1), pl.date(2024, 1, 1)
    X_fit, y_fit = arrays(frame.filter(pl.col("day") < first))
    X_val, y_val = arrays(frame.filter((pl.col("day") >= first) & (pl.col("day") < second)))
    X_test, y_test = arrays(frame.filter(pl.col("day") >= second))
    model = LGBMRegressor(n_estimators=3000, learning_rate=0.03)
    model.fit(X_fit, y_fit, eval_set=[(X_val, y_val)], callbacks=[early_stopping(50)])
    print(f"next-day MAE {mean_absolute_error(y_test, model.predict(X_test)):.3f} kWh")


if __name__ == "__main__":
    main()
