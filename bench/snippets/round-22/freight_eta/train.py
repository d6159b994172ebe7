import sys
from pathlib import Path

import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

from history import read_trips, with_history

INPUTS = ["km", "stops", "weight_t", "hour", "weekday", "lane_mean", "lane_last", "lane_trips", "diesel_price"]
VALID_FROM = pd.Timestamp("2023-05-01")
TEST_FROM = pd.Timestamp("2023-08-01")


def table(folder):
    trips = read_trips(folder / "trips.csv")
    fuel = pd.read_csv(folder / "diesel.csv", parse_dates=["published_at"])
    trips = with_history(trips, fuel)
    trips["hour"] = trips["departed_at"].dt.hour
    trips["weekday"] = trips["departed_at"].dt.dayofweek
    return trips


def main(folder):
    trips = table(folder)
    left, arrived = trips["departed_at"], trips["arrived_at"]
    train = trips[arrived < VALID_FROM]
    valid = trips[(left >= VALID_FROM) & (arrived < TEST_FROM)]
    test = trips[left >= TEST_FROM]

    errors = {}
    for rate in (0.03, 0.06, 0.12):
        model = HistGradientBoostingRegressor(
            loss="absolute_error", learning_rate=rate, max_iter=300, early_stopping=False, random_state=1
        ).fit(train[INPUTS], train["hours"])
        errors[rate] = mean_absolute_error(valid["hours"], model.predict(valid[INPUTS]))
    rate = min(errors, key=errors.get)
    print("validation MAE", {k: round(v, 2) for k, v in errors.items()})

    known = pd.concat([train, valid])
    final = HistGradientBoostingRegressor(
        loss="absolute_error", learning_rate=rate, max_iter=300, early_stopping=False, random_state=1
    ).fit(known[INPUTS], known["hours"])
    print(f"test MAE {mean_absolute_error(test['hours'], final.predict(test[INPUTS])):.2f} h")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "data"))
