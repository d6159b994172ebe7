"""Next-day sales of vending machines, to plan restocking tours."""
from datetime import date

import lightgbm as lgb
import numpy as np
import polars as pl

CUT_TUNE = date(2023, 9, 1)
CUT_FINAL = date(2023, 11, 1)
FEATURES = [
    "sold_1", "sold_7", "sold_mean_7", "sold_mean_28", "weekday", "is_holiday", "temp_max",
]


def daily_sales(folder):
    sales = pl.scan_parquet(f"{folder}/sales/*.parquet")
    calendar = pl.scan_csv(f"{folder}/calendar.csv", try_parse_dates=True)
    return (
        sales.group_by("machine_id", "day")
        .agg(pl.col("units").sum().alias("sold"))
        .join(calendar, on="day", how="left")
        .collect()
    )


def add_history(daily):
    daily = daily.sort("machine_id", "day")
    past = pl.col("sold").shift(1)
    return daily.with_columns(
        past.alias("sold_1"),
        pl.col("sold").shift(7).alias("sold_7"),
        past.rolling_mean(window_size=7).alias("sold_mean_7"),
        past.rolling_mean(window_size=28).alias("sold_mean_28"),
        pl.col("day").dt.weekday().alias("weekday"),
    ).drop_nulls()


def matrix(frame):
    return frame.select(FEATURES).to_numpy(), frame["sold"].to_numpy()


def main():
    table = add_history(daily_sales("lake/vending"))
    fit = table.filter(pl.col("day") < CUT_TUNE)
    tune = table.filter((pl.col("day") >= CUT_TUNE) & (pl.col("day") < CUT_FINAL))
    final = table.filter(pl.col("day") >= CUT_FINAL)

    x_fit, y_fit = matrix(fit)
    x_tune, y_tune = matrix(tune)
    model = lgb.LGBMRegressor(objective="poisson", n_estimators=3000, learning_rate=0.02)
    model.fit(
        x_fit, y_fit,
        eval_set=[(x_tune, y_tune)],
        callbacks=[lgb.early_stopping(80), lgb.log_evaluation(200)],
    )
    x_final, y_final = matrix(final)
    error = np.abs(model.predict(x_final) - y_final).mean()
    print(f"mean absolute error {error:.2f} units over {final['machine_id'].n_unique()} machines")


if __name__ == "__main__":
    main()
