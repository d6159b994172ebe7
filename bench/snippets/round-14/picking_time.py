"""Minutes that a warehouse order needs to be picked, for the shift planner."""
import argparse

import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, median_absolute_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

KEYS = ["order_id", "released_at", "pick_start", "pick_end"]


def timings(orders: pd.DataFrame) -> pd.DataFrame:
    orders = orders.copy()
    orders["pick_minutes"] = (orders["pick_end"] - orders["pick_start"]).dt.total_seconds() / 60
    return orders[orders["pick_minutes"].between(1, 240)]


def workload(orders: pd.DataFrame) -> pd.DataFrame:
    orders = orders.copy()
    orders["units_per_line"] = orders["units"] / orders["lines"]
    orders["kg_per_unit"] = orders["weight_kg"] / orders["units"]
    orders["pace"] = orders["lines"] / orders["pick_minutes"]
    orders["aisle_spread"] = orders["last_aisle"] - orders["first_aisle"]
    orders["hour"] = orders["released_at"].dt.hour
    return orders


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("orders")
    ap.add_argument("--from-date", default="2024-02-01")
    args = ap.parse_args()

    orders = pd.read_csv(args.orders, parse_dates=KEYS[1:])
    orders = orders.pipe(timings).pipe(workload).sort_values("released_at")
    plan_from = pd.Timestamp(args.from_date)
    past = orders[orders["pick_end"] < plan_from]
    coming = orders[orders["released_at"] >= plan_from]

    inputs = orders.columns.difference(KEYS + ["pick_minutes"])
    model = make_pipeline(StandardScaler(), Ridge(alpha=1.0))
    model.fit(past[inputs], past["pick_minutes"])
    guess = model.predict(coming[inputs])
    print("mean abs. error  ", mean_absolute_error(coming["pick_minutes"], guess))
    print("median abs. error", median_absolute_error(coming["pick_minutes"], guess))


if __name__ == "__main__":
    main()
