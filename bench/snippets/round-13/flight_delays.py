"""Delay of more than 15 minutes among operated flights, predicted the evening before."""
import pandas as pd
import xgboost as xgb
from sklearn.metrics import average_precision_score, roc_auc_score

NOMINAL = ["carrier", "origin", "destination", "aircraft_type"]
NUMERIC = ["sched_hour", "weekday", "month", "distance_km", "late_share_3d", "late_share_28d"]


def read_flights(path):
    flights = pd.read_parquet(path)
    flights = flights[~flights["cancelled"]]
    flights["late"] = (flights["dep_delay_min"] > 15).astype(int)
    flights["sched_hour"] = flights["sched_dep"].dt.hour
    flights["weekday"] = flights["sched_dep"].dt.dayofweek
    flights["month"] = flights["sched_dep"].dt.month
    flights["day"] = flights["sched_dep"].dt.normalize()
    return flights


def airport_history(flights):
    daily = flights.groupby(["origin", "day"])["late"].mean().unstack("origin")
    daily = daily.asfreq("D")
    past = daily.shift(2)
    parts = {
        "late_share_3d": past.rolling(3, min_periods=1).mean(),
        "late_share_28d": past.rolling(28, min_periods=7).mean(),
    }
    history = pd.concat({name: p.stack() for name, p in parts.items()}, axis=1)
    return history.reset_index()


class Levels:
    def __init__(self, frame):
        self.types = {c: pd.CategoricalDtype(sorted(frame[c].dropna().unique())) for c in NOMINAL}

    def __call__(self, frame):
        return frame[NUMERIC + NOMINAL].astype(self.types)


def main():
    flights = read_flights("data/flights.parquet")
    table = flights.merge(airport_history(flights), on=["origin", "day"], how="left")
    train = table[table["day"] < "2022-10-01"]
    valid = table[(table["day"] >= "2022-10-01") & (table["day"] < "2023-01-01")]
    test = table[table["day"] >= "2023-01-01"]

    settings = dict(
        learning_rate=0.05, max_depth=8, subsample=0.8, tree_method="hist", enable_categorical=True
    )
    shape = Levels(train)
    scout = xgb.XGBClassifier(
        n_estimators=3000, early_stopping_rounds=60, eval_metric="aucpr", **settings
    )
    scout.fit(shape(train), train["late"], eval_set=[(shape(valid), valid["late"])], verbose=False)

    known = pd.concat([train, valid])
    final = xgb.XGBClassifier(n_estimators=scout.best_iteration + 1, **settings)
    final.fit(shape(known), known["late"])
    risk = final.predict_proba(shape(test))[:, 1]
    print("AUC", roc_auc_score(test["late"], risk), "AP", average_precision_score(test["late"], risk))


if __name__ == "__main__":
    main()
