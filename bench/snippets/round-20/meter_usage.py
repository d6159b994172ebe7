import polars as pl
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_percentage_error

LAGS = (1, 7, 14)


def with_history(daily: pl.DataFrame) -> pl.DataFrame:
    daily = daily.sort(["meter_id", "day"])
    past = [pl.col("kwh").shift(k).alias(f"kwh_lag{k}") for k in LAGS]
    week = pl.col("kwh").shift(1).rolling_mean(window_size=7).alias("kwh_week")
    return daily.with_columns(*past, week).drop_nulls()


def at_cutoff(table, day):
    before = table.filter(pl.col("day") < day)
    after = table.filter(pl.col("day") >= day)
    return before, after


def main():
    daily = pl.read_parquet("meters/daily.parquet").with_columns(
        weekday=pl.col("day").dt.weekday()
    )
    table = with_history(daily)
    before, after = at_cutoff(table, pl.date(2023, 10, 1))
    feats = [f"kwh_lag{k}" for k in LAGS] + ["kwh_week", "weekday", "temp_forecast"]
    model = LGBMRegressor(n_estimators=600, learning_rate=0.03)
    model.fit(before.select(feats).to_pandas(), before["kwh"].to_numpy())
    pred = model.predict(after.select(feats).to_pandas())
    print("MAPE", mean_absolute_percentage_error(after["kwh"].to_numpy(), pred))


if __name__ == "__main__":
    main()
