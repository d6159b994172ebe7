import polars as pl
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error

HISTORY = ["units_lag_1", "units_lag_2", "units_mean_4"]
STATIC = ["shelf_m", "price", "promo"]


def weekly(path):
    return (
        pl.read_csv(path, try_parse_dates=True)
        .group_by("store_id", "week")
        .agg(
            pl.col("units").sum(),
            pl.col("price").mean(),
            pl.col("promo").max(),
            pl.col("shelf_m").first(),
        )
        .sort("store_id", "week")
    )


def with_history(frame):
    return frame.with_columns(
        pl.col("units").shift(1).alias("units_lag_1"),
        pl.col("units").shift(2).alias("units_lag_2"),
        pl.col("units").shift(1).rolling_mean(window_size=4).alias("units_mean_4"),
    ).drop_nulls(HISTORY)


def arrays(frame):
    return frame.select(HISTORY + STATIC).to_numpy(), frame["units"].to_numpy()


def main():
    frame = with_history(weekly("data/pos_weeks.csv"))
    cut = pl.date(2024, 3, 4)
    X_fit, y_fit = arrays(frame.filter(pl.col("week") < cut))
    X_new, y_new = arrays(frame.filter(pl.col("week") >= cut))
    forest = RandomForestRegressor(n_estimators=300, min_samples_leaf=5, n_jobs=-1)
    forest.fit(X_fit, y_fit)
    print(f"MAE {mean_absolute_error(y_new, forest.predict(X_new)):.2f} units")


if __name__ == "__main__":
    main()
