"""Weekly demand for grocery SKUs, one model over all series."""
from datetime import date

import lightgbm as lgb
import numpy as np
import polars as pl

VALID_FROM = date(2023, 7, 3)
TEST_FROM = date(2023, 10, 2)


def weekly(path: str) -> pl.DataFrame:
    return (
        pl.scan_parquet(path)
        .group_by("sku", "week")
        .agg(pl.col("units").sum(), pl.col("planned_promo").max())
        .sort("sku", "week")
        .collect()
    )


def add_history(sales: pl.DataFrame) -> pl.DataFrame:
    lags = [pl.col("units").shift(k).alias(f"units_l{k}") for k in (1, 2, 4, 13)]
    return sales.with_columns(
        *lags,
        pl.col("units").shift(1).rolling_mean(window_size=8).alias("units_m8"),
        pl.col("week").dt.week().alias("iso_week"),
    ).drop_nulls()


def xy(part: pl.DataFrame):
    feats = [c for c in part.columns if c.startswith("units_") or c in ("iso_week", "planned_promo")]
    return part.select(feats).to_numpy(), part["units"].to_numpy()


def wape(actual, forecast):
    return np.abs(actual - forecast).sum() / actual.sum()


def main():
    table = add_history(weekly("sales/*.parquet"))
    train = table.filter(pl.col("week") < VALID_FROM)
    valid = table.filter(pl.col("week").is_between(VALID_FROM, TEST_FROM, closed="left"))
    test = table.filter(pl.col("week") >= TEST_FROM)

    X_train, y_train = xy(train)
    X_valid, y_valid = xy(valid)
    model = lgb.LGBMRegressor(objective="tweedie", n_estimators=4000, learning_rate=0.02)
    model.fit(X_train, y_train, eval_set=[(X_valid, y_valid)], callbacks=[lgb.early_stopping(100)])

    X_test, y_test = xy(test)
    print(f"one week ahead WAPE {wape(y_test, model.predict(X_test)):.3f}")


if __name__ == "__main__":
    main()
