import argparse
from datetime import datetime, timedelta

import lightgbm as lgb
import numpy as np
import polars as pl

from history import AHEAD, KNOWN, add_columns, hourly


def segment(table, start, end):
    """Rows whose target hour still lies before the end."""
    last = end - timedelta(hours=AHEAD)
    part = table.filter((pl.col("hour_utc") >= start) & (pl.col("hour_utc") < last))
    return part.select(KNOWN).to_numpy(), part["mw_ahead"].to_numpy()


def nmae(truth, guess, capacity):
    return float(np.mean(np.abs(truth - guess) / capacity))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", default="data/solar")
    parser.add_argument("--rate", type=float, default=0.03)
    args = parser.parse_args()

    table = add_columns(hourly(args.folder))
    x_fit, y_fit = segment(table, datetime(2020, 1, 1), datetime(2022, 7, 1))
    x_val, y_val = segment(table, datetime(2022, 7, 1), datetime(2023, 1, 1))
    x_out, y_out = segment(table, datetime(2023, 1, 1), datetime(2024, 1, 1))

    model = lgb.LGBMRegressor(objective="l1", n_estimators=5000, learning_rate=args.rate)
    model.fit(
        x_fit, y_fit,
        eval_set=[(x_val, y_val)],
        callbacks=[lgb.early_stopping(100), lgb.log_evaluation(250)],
    )
    capacity = x_out[:, KNOWN.index("capacity_mw")]
    print("nMAE 2023:", round(nmae(y_out, model.predict(x_out), capacity), 4))
    print("nMAE of yesterday's value:", round(nmae(y_out, x_out[:, 0], capacity), 4))


if __name__ == "__main__":
    main()
