"""Pickups in the next hour per taxi zone."""
from pathlib import Path

import duckdb
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

HERE = Path(__file__).parent
INPUTS = ["hod", "dow", "mean_week", "lag_1", "lag_24"]


def zone_hours(database):
    con = duckdb.connect(database, read_only=True)
    frame = con.execute((HERE / "zone_hours.sql").read_text()).df()
    frame["hour_start"] = pd.to_datetime(frame["hour_start"])
    return frame.dropna(subset=INPUTS + ["next_pickups"])


def period(frame, start, stop):
    inside = (frame["hour_start"] >= start) & (frame["hour_start"] < stop)
    return frame[inside]


def main():
    frame = zone_hours(str(HERE / "taxi.duckdb"))
    fit = period(frame, "2019-01-08", "2019-05-31")
    out = period(frame, "2019-06-01", "2019-07-01")
    model = HistGradientBoostingRegressor(loss="poisson", max_iter=300, early_stopping=False)
    model.fit(fit[INPUTS], fit["next_pickups"])
    print("MAE", mean_absolute_error(out["next_pickups"], model.predict(out[INPUTS])))


if __name__ == "__main__":
    main()
