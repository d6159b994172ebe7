"""Late arrivals of line-haul trucks, predicted when the truck leaves the depot."""
import argparse

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import classification_report
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

LATE_AFTER_MIN = 30


def minutes(delta):
    return delta.dt.total_seconds() / 60.0


def load_trips(path):
    stamps = ["planned_departure", "departed_at", "planned_arrival", "arrived_at"]
    trips = pd.read_csv(path, parse_dates=stamps)
    return trips.dropna(subset=stamps).sort_values("planned_departure")


def build_table(trips):
    table = pd.DataFrame(index=trips.index)
    table["route"] = trips["route"]
    table["carrier"] = trips["carrier"]
    table["weekday"] = trips["planned_departure"].dt.dayofweek
    table["start_hour"] = trips["planned_departure"].dt.hour
    table["left_late_min"] = minutes(trips["departed_at"] - trips["planned_departure"])
    table["planned_min"] = minutes(trips["planned_arrival"] - trips["planned_departure"])
    table["driving_min"] = minutes(trips["arrived_at"] - trips["departed_at"])
    table["km_per_hour"] = trips["distance_km"] / (table["driving_min"] / 60.0)
    overrun = minutes(trips["arrived_at"] - trips["planned_arrival"])
    return table, (overrun > LATE_AFTER_MIN).astype(int)


def make_model():
    encode = ColumnTransformer(
        [("cat", OneHotEncoder(handle_unknown="ignore"), ["route", "carrier"])],
        remainder="passthrough",
    )
    return Pipeline([("encode", encode), ("gbm", GradientBoostingClassifier(random_state=0))])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("trips")
    parser.add_argument("--since", default="2024-10-01")
    args = parser.parse_args()

    trips = load_trips(args.trips)
    table, late = build_table(trips)
    before = trips["planned_departure"] < args.since
    model = make_model().fit(table[before], late[before])
    guess = model.predict(table[~before])
    print(classification_report(late[~before], guess, digits=3))


if __name__ == "__main__":
    main()
