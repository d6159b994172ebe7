"""Next-day order proposal for a bakery chain (one row per shop and day)."""
from datetime import date

import numpy as np
import polars as pl
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

SOURCE = "data/daily_sales.parquet"
VALID_FROM, TEST_FROM = date(2023, 9, 1), date(2023, 11, 1)
INPUTS = ["lag_1", "lag_7", "mean_7", "mean_28", "weekday", "month", "holiday", "promo"]


def load():
    return (
        pl.scan_parquet(SOURCE)
        .select("shop_id", "day", "units", "holiday", "promo")
        .with_columns(pl.col("holiday", "promo").cast(pl.Int8))
        .sort("day", "shop_id")
    )


def add_history(lf):
    previous = pl.col("units").shift(1)
    return lf.with_columns(
        previous.alias("lag_1"),
        pl.col("units").shift(7).alias("lag_7"),
        previous.rolling_mean(window_size=7).alias("mean_7"),
        previous.rolling_mean(window_size=28).alias("mean_28"),
        pl.col("day").dt.weekday().alias("weekday"),
        pl.col("day").dt.month().alias("month"),
    )


def arrays(frame):
    return frame.select(INPUTS).to_numpy(), frame["units"].to_numpy()


def main():
    table = load().pipe(add_history).drop_nulls(INPUTS).collect()
    train = table.filter(pl.col("day") < VALID_FROM)
    valid = table.filter(pl.col("day").is_between(VALID_FROM, TEST_FROM, closed="left"))
    test = table.filter(pl.col("day") >= TEST_FROM)

    X_valid, y_valid = arrays(valid)
    runs = []
    for rate in (0.03, 0.06, 0.12):
        for leaves in (15, 31):
            model = HistGradientBoostingRegressor(
                loss="poisson", learning_rate=rate, max_leaf_nodes=leaves, random_state=0
            ).fit(*arrays(train))
            runs.append((mean_absolute_error(y_valid, model.predict(X_valid)), rate, leaves, model))
    runs.sort(key=lambda run: run[0])
    _, rate, leaves, model = runs[0]

    X_test, y_test = arrays(test)
    error = mean_absolute_error(y_test, model.predict(X_test))
    print(f"rate={rate} leaves={leaves} MAE={error:.2f} mean={np.mean(y_test):.1f}")


if __name__ == "__main__":
    main()
