"""Forecast of turbine power one hour ahead from ten-minute SCADA records."""
import argparse
from datetime import datetime, timedelta

import numpy as np
import polars as pl
from sklearn.ensemble import HistGradientBoostingRegressor

AHEAD = 6
SENSORS = ["power_kw", "wind_ms", "pitch_deg", "nacelle_temp"]
CUT = datetime(2022, 10, 1)


def smoothed(width: int) -> list[pl.Expr]:
    return [
        pl.col(s).rolling_mean(window_size=width, center=True).over("turbine").alias(f"{s}_smooth")
        for s in SENSORS
    ]


def changes() -> list[pl.Expr]:
    return [
        (pl.col(s) - pl.col(s).shift(k).over("turbine")).alias(f"{s}_d{k}")
        for s in SENSORS
        for k in (1, 3)
    ]


def build(path: str) -> pl.DataFrame:
    scada = pl.read_parquet(path).sort(["turbine", "ts"])
    return (
        scada.with_columns(smoothed(19) + changes())
        .with_columns(pl.col("power_kw").shift(-AHEAD).over("turbine").alias("power_next"))
        .drop_nulls()
    )


def matrix(frame: pl.DataFrame):
    return frame.drop(["turbine", "ts", "power_next"]).to_numpy(), frame["power_next"].to_numpy()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("scada")
    args = ap.parse_args()
    table = build(args.scada)
    before = table.filter(pl.col("ts") < CUT - timedelta(hours=6))
    after = table.filter(pl.col("ts") >= CUT)
    x_b, y_b = matrix(before)
    x_a, y_a = matrix(after)
    model = HistGradientBoostingRegressor(max_iter=400, random_state=0).fit(x_b, y_b)
    err = np.abs(model.predict(x_a) - y_a)
    print(f"MAE {err.mean():.1f} kW, 90 % of errors below {np.quantile(err, 0.9):.1f} kW")


if __name__ == "__main__":
    main()
