"""Daily consumption of households, forecast made at midnight as the day begins."""
from datetime import date

import polars as pl
from sklearn.linear_model import HuberRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FEATURES = ["lag_1", "lag_7", "mean_7", "mean_28", "temp_forecast", "weekend", "floor_m2"]
TUNE_FROM, CHECK_FROM = date(2023, 1, 1), date(2023, 7, 1)


def load(path: str) -> pl.DataFrame:
    kwh = pl.col("kwh")
    return (
        pl.read_parquet(path)
        .unique(subset=["meter", "day"], keep="first", maintain_order=True)
        .sort(["meter", "day"])
        .with_columns(
            kwh.shift(1).over("meter").alias("lag_1"),
            kwh.shift(7).over("meter").alias("lag_7"),
            kwh.shift(1).rolling_mean(7).over("meter").alias("mean_7"),
            kwh.shift(1).rolling_mean(28).over("meter").alias("mean_28"),
            (pl.col("day").dt.weekday() > 5).cast(pl.Int8).alias("weekend"),
        )
        .drop_nulls("kwh")
    )


class Fill:
    def __init__(self, table: pl.DataFrame):
        self.values = table.select(pl.col(FEATURES).median()).row(0, named=True)

    def __call__(self, table: pl.DataFrame) -> pl.DataFrame:
        return table.with_columns(pl.col(c).fill_null(v) for c, v in self.values.items())


def fit(table: pl.DataFrame, epsilon: float):
    fill = Fill(table)
    model = make_pipeline(StandardScaler(), HuberRegressor(epsilon=epsilon, max_iter=500))
    model.fit(fill(table).select(FEATURES).to_numpy(), table["kwh"].to_numpy())
    return fill, model


def error(fitted, table: pl.DataFrame) -> float:
    fill, model = fitted
    guess = model.predict(fill(table).select(FEATURES).to_numpy())
    return mean_absolute_error(table["kwh"].to_numpy(), guess)


def main():
    days = load("smart_meters.parquet")
    early = days.filter(pl.col("day") < TUNE_FROM)
    tune = days.filter(pl.col("day").is_between(TUNE_FROM, CHECK_FROM, closed="left"))
    check = days.filter(pl.col("day") >= CHECK_FROM)

    epsilon = min([1.1, 1.35, 2.0, 5.0], key=lambda e: error(fit(early, e), tune))
    final = fit(pl.concat([early, tune]), epsilon)
    print(f"epsilon {epsilon}, MAE {error(final, check):.2f} kWh a day")


if __name__ == "__main__":
    main()
