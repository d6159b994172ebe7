"""Units of the coming week per pharmacy and product."""
from datetime import date, timedelta

import lightgbm as lgb
import polars as pl
from sklearn.metrics import mean_absolute_error

HORIZON = 7
VALID_FROM = date(2023, 5, 1)
TEST_FROM = date(2023, 9, 1)
KEY = ["pharmacy", "product"]


def dense(sales):
    days = pl.DataFrame({"day": pl.date_range(sales["day"].min(), sales["day"].max(), "1d", eager=True)})
    grid = sales.select(KEY).unique().join(days, how="cross")
    joined = grid.join(sales, on=[*KEY, "day"], how="left")
    return joined.with_columns(pl.col("units").fill_null(0)).sort([*KEY, "day"])


def past(lag):
    return pl.col("units").shift(lag).over(KEY).alias(f"lag_{lag}")


def level(days):
    return pl.col("units").shift(1).rolling_mean(window_size=days).over(KEY).alias(f"mean_{days}")


def rows(path):
    sales = pl.read_parquet(path).select(*KEY, "day", "units")
    frame = dense(sales).with_columns(
        *[past(lag) for lag in (1, 2, 7, 14, 28)],
        *[level(days) for days in (7, 28, 91)],
        pl.col("day").dt.weekday().alias("weekday"),
        pl.col("day").dt.month().alias("month"),
        pl.col("units").shift(-HORIZON).rolling_sum(window_size=HORIZON).over(KEY).alias("coming_week"),
    )
    return frame.drop_nulls()


def matrix(part):
    inputs = [c for c in part.columns if c.startswith(("lag_", "mean_"))] + ["weekday", "month"]
    return part.select(inputs).to_numpy(), part["coming_week"].to_numpy()


def main():
    frame = rows("data/pharmacy_sales.parquet")
    gap = timedelta(days=HORIZON)
    train = frame.filter(pl.col("day") < VALID_FROM - gap)
    valid = frame.filter((pl.col("day") >= VALID_FROM) & (pl.col("day") < TEST_FROM - gap))
    test = frame.filter(pl.col("day") >= TEST_FROM)

    (X, y), (Xv, yv), (Xt, yt) = matrix(train), matrix(valid), matrix(test)
    model = lgb.LGBMRegressor(n_estimators=3000, learning_rate=0.03, objective="tweedie")
    model.fit(X, y, eval_set=[(Xv, yv)], callbacks=[lgb.early_stopping(100)])
    print("MAE", mean_absolute_error(yt, model.predict(Xt)))
    print("MAE of 7 x mean_28", mean_absolute_error(yt, 7 * test["mean_28"].to_numpy()))


if __name__ == "__main__":
    main()
