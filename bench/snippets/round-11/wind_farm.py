"""One-hour-ahead output of a single wind farm from SCADA ten-minute means."""
from datetime import datetime

import numpy as np
import polars as pl
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

AHEAD = 6
VALID_FROM = datetime(2022, 7, 1)
TEST_FROM = datetime(2023, 1, 1)
SMOOTH = ["wind_speed", "active_power"]


def read(path):
    return (
        pl.read_parquet(path)
        .sort("stamp")
        .select("stamp", "wind_speed", "wind_dir", "air_temp", "active_power")
        .drop_nulls()
    )


def smooth(name, steps):
    column = pl.col(name).rolling_mean(window_size=steps, center=True)
    return column.alias(f"{name}_m{steps}")


def enrich(frame):
    angle = pl.col("wind_dir").radians()
    return frame.with_columns(
        *[smooth(name, steps) for name in SMOOTH for steps in (7, 19)],
        angle.sin().alias("dir_sin"),
        angle.cos().alias("dir_cos"),
        pl.col("stamp").dt.hour().alias("hour"),
        pl.col("active_power").shift(-AHEAD).alias("target"),
    ).drop_nulls()


def arrays(part):
    inputs = part.drop("stamp", "target", "wind_dir")
    return inputs.to_numpy(), part["target"].to_numpy()


def main():
    frame = enrich(read("data/scada.parquet"))
    gap = pl.duration(hours=6)
    train = frame.filter(pl.col("stamp") < pl.lit(VALID_FROM) - gap)
    valid = frame.filter(pl.col("stamp").is_between(VALID_FROM, pl.lit(TEST_FROM) - gap))
    test = frame.filter(pl.col("stamp") >= TEST_FROM)

    (X, y), (Xv, yv), (Xt, yt) = arrays(train), arrays(valid), arrays(test)
    errors = {}
    for leaves in (15, 31, 63):
        model = HistGradientBoostingRegressor(max_leaf_nodes=leaves, max_iter=400)
        errors[leaves] = mean_absolute_error(yv, model.fit(X, y).predict(Xv))
    leaves = min(errors, key=errors.get)
    final = HistGradientBoostingRegressor(max_leaf_nodes=leaves, max_iter=400)
    final.fit(np.vstack([X, Xv]), np.concatenate([y, yv]))
    print("MAE kW", mean_absolute_error(yt, final.predict(Xt)))


if __name__ == "__main__":
    main()
