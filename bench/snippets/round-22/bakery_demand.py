"""Units per shop and article one week ahead."""
from datetime import date, timedelta

import lightgbm as lgb
import numpy as np
import polars as pl

HORIZON = 7
VALID_FROM = date(2023, 7, 1)
TEST_FROM = date(2023, 10, 1)
KEYS = ["shop", "article"]
HOLIDAYS = [date(2023, 4, 7), date(2023, 4, 10), date(2023, 5, 1), date(2023, 10, 3), date(2023, 12, 25)]
INPUTS = ["units_1", "units_7", "mean_7", "mean_28", "std_28", "weekday", "holiday_then"]


def history(sales):
    sales = sales.sort([*KEYS, "day"])
    lagged = pl.col("units").shift(1)
    return sales.with_columns(
        lagged.over(KEYS).alias("units_1"),
        pl.col("units").shift(7).over(KEYS).alias("units_7"),
        lagged.rolling_mean(7).over(KEYS).alias("mean_7"),
        lagged.rolling_mean(28).over(KEYS).alias("mean_28"),
        lagged.rolling_std(28).over(KEYS).alias("std_28"),
        pl.col("day").dt.weekday().alias("weekday"),
        (pl.col("day") + pl.duration(days=HORIZON)).is_in(HOLIDAYS).cast(pl.Int8).alias("holiday_then"),
        pl.col("units").shift(-HORIZON).over(KEYS).alias("units_then"),
    )


def period(table, start, end):
    part = table.filter((pl.col("day") >= start) & (pl.col("day") < end))
    return part.select(INPUTS).to_numpy(), part["units_then"].to_numpy()


def wape(truth, guess):
    return np.abs(truth - guess).sum() / np.abs(truth).sum()


def main():
    table = history(pl.read_parquet("data/sales_daily.parquet")).drop_nulls(INPUTS + ["units_then"])
    first = table["day"].min()
    gap = timedelta(days=HORIZON)
    x_train, y_train = period(table, first, VALID_FROM - gap)
    x_valid, y_valid = period(table, VALID_FROM, TEST_FROM - gap)
    x_test, y_test = period(table, TEST_FROM, date(2024, 1, 1))

    best, best_error = None, np.inf
    for leaves in (15, 31, 63):
        model = lgb.LGBMRegressor(
            objective="l1", n_estimators=1500, learning_rate=0.03, num_leaves=leaves, verbose=-1
        )
        model.fit(x_train, y_train, eval_set=[(x_valid, y_valid)], callbacks=[lgb.early_stopping(60, verbose=False)])
        error = wape(y_valid, model.predict(x_valid))
        print(f"leaves {leaves:3d}  WAPE {error:.3f}")
        if error < best_error:
            best, best_error = model, error

    print(f"last quarter: WAPE {wape(y_test, best.predict(x_test)):.3f}")
    print(f"same weekday a fortnight before: WAPE {wape(y_test, x_test[:, INPUTS.index('units_7')]):.3f}")


if __name__ == "__main__":
    main()
