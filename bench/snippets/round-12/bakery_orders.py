"""Units of rye bread to bake per shop and day."""
from datetime import date

import lightgbm as lgb
import numpy as np
import polars as pl

HISTORY_END = date(2024, 3, 31)
TUNE_FROM = date(2024, 2, 1)

LEVELS = [
    pl.col("sold").shift(1).alias("sold_1"),
    pl.col("sold").shift(7).alias("sold_7"),
    pl.col("sold").shift(1).rolling_mean(window_size=14).alias("sold_mean_14"),
    pl.col("sold").shift(1).rolling_std(window_size=14).alias("sold_std_14"),
]
FEATURES = ["sold_1", "sold_7", "sold_mean_14", "sold_std_14", "weekday", "holiday", "rain_mm"]


def shop_days(path):
    sales = (
        pl.scan_parquet(path)
        .group_by("shop_id", "day")
        .agg(
            pl.col("units").sum().alias("sold"),
            pl.col("holiday").first(),
            pl.col("rain_mm").first(),
        )
        .sort("shop_id", "day")
    )
    return (
        sales.with_columns(pl.col("day").dt.weekday().alias("weekday"))
        .with_columns(LEVELS)
        .drop_nulls()
        .collect()
    )


def arrays(frame):
    return frame.select(FEATURES).cast(pl.Float64).to_numpy(), frame["sold"].to_numpy()


def main():
    days = shop_days("till/*.parquet")
    fit = days.filter(pl.col("day") < TUNE_FROM)
    tune = days.filter((pl.col("day") >= TUNE_FROM) & (pl.col("day") <= HISTORY_END))
    final = days.filter(pl.col("day") > HISTORY_END)

    X, y = arrays(fit)
    model = lgb.LGBMRegressor(n_estimators=2000, learning_rate=0.03, objective="poisson")
    model.fit(X, y, eval_set=[arrays(tune)], callbacks=[lgb.early_stopping(50, verbose=False)])

    X_final, y_final = arrays(final)
    error = np.abs(model.predict(X_final) - y_final)
    print("WAPE", error.sum() / y_final.sum(), "trees", model.best_iteration_)


if __name__ == "__main__":
    main()
