"""Hourly departures of a bike-share scheme, one hour ahead."""
import argparse
import logging

import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit, train_test_split

log = logging.getLogger("docks")

LAGS = (1, 2, 3, 24, 168)


def hourly_counts(path):
    trips = pd.read_csv(path, usecols=["departed_at"], parse_dates=["departed_at"])
    return trips.set_index("departed_at").resample("h").size().rename("departures")


def calendar(index):
    return pd.DataFrame(
        {"hour": index.hour, "weekday": index.dayofweek, "month": index.month}, index=index
    )


def history(counts):
    past = {f"lag_{k}": counts.shift(k) for k in LAGS}
    past["day_mean"] = counts.shift(1).rolling(24).mean()
    past["week_mean"] = counts.shift(1).rolling(168).mean()
    return pd.DataFrame(past)


def assemble(path):
    counts = hourly_counts(path)
    table = pd.concat([calendar(counts.index), history(counts), counts], axis=1)
    return table.dropna()


def hold_out(table, share, seed):
    return train_test_split(table, test_size=share, random_state=seed)


def fit(train):
    search = GridSearchCV(
        xgb.XGBRegressor(n_estimators=300, objective="count:poisson"),
        {"max_depth": [4, 6, 8], "learning_rate": [0.05, 0.1]},
        cv=TimeSeriesSplit(n_splits=4),
        scoring="neg_mean_absolute_error",
    )
    train = train.sort_index()
    return search.fit(train.drop(columns="departures"), train["departures"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("trips")
    parser.add_argument("--share", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO)

    train, test = hold_out(assemble(args.trips), args.share, args.seed)
    search = fit(train)
    forecast = search.predict(test.drop(columns="departures"))
    log.info("best %s", search.best_params_)
    log.info("MAE %.2f departures", mean_absolute_error(test["departures"], forecast))


if __name__ == "__main__":
    main()
