"""Weekly units per store, one week ahead."""
from datetime import date

import lightgbm as lgb
import numpy as np
import polars as pl

TUNE_FROM = date(2023, 7, 3)
SCORE_FROM = date(2024, 1, 1)


def load(path):
    sales = pl.read_csv(path, try_parse_dates=True)
    return sales.sort("store_id", "week")


def add_history(sales):
    past = pl.col("units").shift(1)
    return sales.with_columns(
        past.alias("units_1w"),
        pl.col("units").shift(52).alias("units_52w"),
        past.rolling_mean(window_size=4).alias("units_month"),
        past.rolling_mean(window_size=52).alias("units_year"),
        past.rolling_std(window_size=13).alias("units_quarter_sd"),
        pl.col("week").dt.week().alias("week_no"),
    ).drop_nulls()


def matrix(part, columns):
    return part.select(columns).to_pandas(), part["units"].to_numpy()


def main():
    table = add_history(load("weekly_sales.csv"))
    columns = [
        "units_1w",
        "units_52w",
        "units_month",
        "units_year",
        "units_quarter_sd",
        "week_no",
        "promo_planned",
        "floor_space_m2",
    ]
    week = pl.col("week")
    first = table.filter(week < TUNE_FROM)
    middle = table.filter((week >= TUNE_FROM) & (week < SCORE_FROM))
    final = table.filter(week >= SCORE_FROM)

    X_first, y_first = matrix(first, columns)
    X_middle, y_middle = matrix(middle, columns)
    model = lgb.LGBMRegressor(objective="poisson", n_estimators=3000, learning_rate=0.02)
    model.fit(
        X_first,
        y_first,
        eval_set=[(X_middle, y_middle)],
        callbacks=[lgb.early_stopping(150), lgb.log_evaluation(200)],
    )
    X_final, y_final = matrix(final, columns)
    forecast = model.predict(X_final)
    wape = np.abs(forecast - y_final).sum() / y_final.sum()
    print(f"WAPE {100 * wape:.2f} % over {final['store_id'].n_unique()} stores")


if __name__ == "__main__":
    main()
