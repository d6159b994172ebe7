"""Parcels per depot for tomorrow's shift plan."""
from pathlib import Path

import duckdb
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

FEATURES = ["weekday", "parcels_last_week", "volume_level", "volume_spread"]


def daily_table():
    query = Path(__file__).with_name("features.sql").read_text()
    with duckdb.connect() as con:
        frame = con.execute(query).df()
    frame["day"] = pd.to_datetime(frame["day"])
    return frame.dropna(subset=FEATURES)


def main(last_known_day="2024-09-30"):
    table = daily_table()
    edge = pd.Timestamp(last_known_day)
    past, ahead = table[table["day"] <= edge], table[table["day"] > edge]
    model = HistGradientBoostingRegressor(loss="poisson", max_iter=300, random_state=1)
    model.fit(past[FEATURES], past["parcels"])
    guess = model.predict(ahead[FEATURES])
    print(f"MAE {mean_absolute_error(ahead['parcels'], guess):.1f} parcels")


if __name__ == "__main__":
    main()
