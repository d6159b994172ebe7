"""Visitors per shop and day, forecast the evening before."""
from datetime import date

import lightgbm as lgb
import numpy as np
import polars as pl

TUNE_FROM, SCORE_FROM = date(2024, 4, 1), date(2024, 7, 1)
CALENDAR = ["weekday", "month", "is_holiday", "event_planned"]


def read_visits(path):
    visits = pl.read_parquet(path)
    full = visits.select("shop").unique().join(visits.select("day").unique(), how="cross")
    return full.join(visits, on=["shop", "day"], how="left").sort("shop", "day")


def with_history(visits):
    before = pl.col("visitors").shift(1)
    return visits.with_columns(
        before.over("shop").alias("yesterday"),
        pl.col("visitors").shift(7).over("shop").alias("week_ago"),
        before.rolling_mean(window_size=7, min_samples=4).over("shop").alias("week_mean"),
        before.rolling_mean(window_size=28, min_samples=14).over("shop").alias("month_mean"),
        before.rolling_std(window_size=28, min_samples=14).over("shop").alias("month_sd"),
        pl.col("day").dt.weekday().alias("weekday"),
        pl.col("day").dt.month().alias("month"),
    ).filter(pl.col("visitors").is_not_null() & pl.col("month_mean").is_not_null())


def arrays(part, columns):
    return part.select(columns).to_pandas(), part["visitors"].to_numpy()


def main():
    table = with_history(read_visits("lake/visits.parquet"))
    columns = CALENDAR + ["yesterday", "week_ago", "week_mean", "month_mean", "month_sd"]
    day = pl.col("day")
    fit_part = table.filter(day < TUNE_FROM)
    tune_part = table.filter((day >= TUNE_FROM) & (day < SCORE_FROM))
    score_part = table.filter(day >= SCORE_FROM)

    model = lgb.LGBMRegressor(objective="mae", n_estimators=4000, learning_rate=0.02)
    model.fit(
        *arrays(fit_part, columns),
        eval_set=[arrays(tune_part, columns)],
        callbacks=[lgb.early_stopping(200), lgb.log_evaluation(500)],
    )
    X, visitors = arrays(score_part, columns)
    error = np.abs(model.predict(X) - visitors)
    naive = np.abs(X["week_ago"].to_numpy() - visitors)
    print(f"MAE {error.mean():.1f}   same day last week {np.nanmean(naive):.1f}")


if __name__ == "__main__":
    main()
