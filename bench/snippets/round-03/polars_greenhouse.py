from datetime import date

import polars as pl
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error

CUT = date(2024, 4, 1)
FILLED = ["humidity", "co2"]


def load(path: str) -> pl.DataFrame:
    return (
        pl.scan_parquet(path)
        .sort("sensor", "day")
        .with_columns(pl.col(FILLED).forward_fill(limit=3).over("sensor"))
        .with_columns(pl.col(FILLED).fill_null(-1.0))
        .with_columns(
            pl.col("temp").shift(1).over("sensor").alias("temp_1"),
            pl.col("temp").shift(7).over("sensor").alias("temp_7"),
            pl.col("temp").shift(1).rolling_mean(7).over("sensor").alias("temp_week"),
            pl.col("temp").shift(-1).over("sensor").alias("target"),
        )
        .drop_nulls()
        .collect()
    )


frame = load("greenhouse_daily.parquet")
features = FILLED + ["temp", "temp_1", "temp_7", "temp_week"]
train = frame.filter(pl.col("day") < CUT.replace(month=3, day=31))
test = frame.filter(pl.col("day") >= CUT)

model = LGBMRegressor(n_estimators=300, learning_rate=0.05, random_state=0)
model.fit(train.select(features).to_pandas(), train["target"].to_numpy())
mae = mean_absolute_error(test["target"].to_numpy(), model.predict(test.select(features).to_pandas()))
naive = mean_absolute_error(test["target"].to_numpy(), test["temp"].to_numpy())
print(f"MAE {mae:.3f} (same as today: {naive:.3f})")
