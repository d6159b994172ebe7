import datetime as dt

import lightgbm as lgb
import numpy as np
import polars as pl

HOURS = (1, 2, 24)


def read(path: str) -> pl.LazyFrame:
    return (
        pl.scan_parquet(path)
        .select("meter", "hour", "kwh")
        .sort("meter", "hour")
    )


def features(frame: pl.LazyFrame) -> pl.LazyFrame:
    return frame.with_columns(
        *[pl.col("kwh").shift(h).alias(f"kwh_{h}") for h in HOURS],
        pl.col("kwh").shift(1).rolling_mean(window_size=24).alias("kwh_day"),
        pl.col("hour").dt.hour().alias("hod"),
        pl.col("hour").dt.weekday().alias("dow"),
    ).drop_nulls()


def xy(frame: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    cols = [f"kwh_{h}" for h in HOURS] + ["kwh_day", "hod", "dow"]
    return frame.select(cols).to_numpy(), frame["kwh"].to_numpy()


def main() -> None:
    table = features(read("data/meters/*.parquet")).collect()
    border = dt.datetime(2024, 4, 1)
    X_train, y_train = xy(table.filter(pl.col("hour") < border))
    X_test, y_test = xy(table.filter(pl.col("hour") >= border))

    booster = lgb.train(
        {"objective": "regression_l1", "learning_rate": 0.05, "num_leaves": 127, "verbose": -1},
        lgb.Dataset(X_train, y_train),
        num_boost_round=500,
    )
    print("MAE kWh", float(np.abs(booster.predict(X_test) - y_test).mean()))


if __name__ == "__main__":
    main()
