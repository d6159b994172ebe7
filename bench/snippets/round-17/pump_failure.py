import polars as pl
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

FEATURES = ["pressure", "vib_level", "vib_change", "temp_mean"]
CUTOFF = pl.datetime(2024, 3, 1)
HORIZON = 12


def engineer(readings: pl.DataFrame) -> pl.DataFrame:
    readings = readings.sort("pump_id", "ts")
    return readings.with_columns(
        pl.col("vibration").rolling_mean(window_size=13, center=True).over("pump_id").alias("vib_level"),
        pl.col("vibration").diff().over("pump_id").alias("vib_change"),
        pl.col("temperature").rolling_mean(window_size=24).over("pump_id").alias("temp_mean"),
        pl.col("failure")
        .reverse()
        .rolling_max(window_size=HORIZON)
        .reverse()
        .shift(-1)
        .over("pump_id")
        .alias("fails_soon"),
    ).drop_nulls(FEATURES + ["fails_soon"])


def main() -> None:
    table = engineer(pl.read_parquet("pumps_hourly.parquet"))
    past = table.filter(pl.col("ts") < CUTOFF - pl.duration(hours=2 * HORIZON))
    future = table.filter(pl.col("ts") >= CUTOFF)
    model = HistGradientBoostingClassifier(max_iter=300, learning_rate=0.05, random_state=0)
    model.fit(past.select(FEATURES).to_numpy(), past["fails_soon"].to_numpy())
    risk = model.predict_proba(future.select(FEATURES).to_numpy())[:, 1]
    print("average precision", average_precision_score(future["fails_soon"].to_numpy(), risk))


if __name__ == "__main__":
    main()
