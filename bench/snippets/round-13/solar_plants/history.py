"""Hourly table of the plants: what is known at the hour, and the yield one day later."""
import polars as pl

AHEAD = 24
KNOWN = [
    "mw", "mw_lag_1", "mw_lag_23", "mw_mean_24", "mw_max_72",
    "irradiance_forecast", "cloud_forecast", "hour", "day_of_year", "capacity_mw",
]


def hourly(folder):
    """Complete hourly grid per plant; weather columns are forecasts issued at `hour_utc` for 24 h later."""
    output = pl.scan_parquet(f"{folder}/output.parquet")
    weather = pl.scan_parquet(f"{folder}/forecast_day_ahead.parquet")
    plants = pl.scan_csv(f"{folder}/plants.csv").select("plant_id", "capacity_mw")
    return (
        output.join(weather, on=["plant_id", "hour_utc"], how="left")
        .join(plants, on="plant_id", how="left")
        .sort("plant_id", "hour_utc")
        .collect()
    )


def add_columns(table):
    mw = pl.col("mw")
    return table.with_columns(
        mw.shift(1).over("plant_id").alias("mw_lag_1"),
        mw.shift(23).over("plant_id").alias("mw_lag_23"),
        mw.rolling_mean(window_size=24).over("plant_id").alias("mw_mean_24"),
        mw.rolling_max(window_size=72).over("plant_id").alias("mw_max_72"),
        pl.col("hour_utc").dt.hour().alias("hour"),
        pl.col("hour_utc").dt.ordinal_day().alias("day_of_year"),
        mw.shift(-AHEAD).over("plant_id").alias("mw_ahead"),
    ).drop_nulls(["mw_max_72", "mw_ahead"])
