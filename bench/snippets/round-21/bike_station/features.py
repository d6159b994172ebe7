"""Hourly demand table of the central bike station."""
import numpy as np
import pandas as pd

LAGS = (1, 2, 3, 24, 48, 168)


def hourly_table(path):
    trips = pd.read_csv(path, parse_dates=["started_at"])
    demand = trips.set_index("started_at").resample("h").size().rename("rentals")
    table = demand.to_frame().sort_index()
    for lag in LAGS:
        table[f"rentals_{lag}h"] = table["rentals"].shift(lag)
    table["day_mean"] = table["rentals"].shift(1).rolling(24).mean()
    hour = table.index.hour
    table["hour_sin"] = np.sin(2 * np.pi * hour / 24)
    table["hour_cos"] = np.cos(2 * np.pi * hour / 24)
    table["weekend"] = (table.index.dayofweek >= 5).astype(int)
    return table.dropna()
