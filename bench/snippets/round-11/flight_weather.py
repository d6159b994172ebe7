"""Departure cancelled or over 15 minutes late, predicted two hours before schedule."""
from pathlib import Path

import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import brier_score_loss, roc_auc_score

LEAD = pd.Timedelta(hours=2)
CUTS = {"valid": pd.Timestamp("2022-09-01"), "test": pd.Timestamp("2022-11-01")}
WEATHER = ["wind_kt", "gust_kt", "visibility_m", "ceiling_ft", "temp_c", "precip_mm"]
PLAN = ["carrier", "origin", "destination", "aircraft_type", "block_minutes", "hour", "weekday"]


class Schedule:
    def __init__(self, folder):
        folder = Path(folder)
        self.flights = pd.read_parquet(folder / "flights.parquet")
        self.reports = pd.read_parquet(folder / "metar.parquet")

    def rows(self):
        flights = self.flights.copy()
        flights["asked_at"] = flights["scheduled_at"] - LEAD
        flights["hour"] = flights["scheduled_at"].dt.hour
        flights["weekday"] = flights["scheduled_at"].dt.dayofweek
        delayed = flights["departure_delay_min"] > 15
        flights["disrupted"] = (flights["cancelled"] | delayed).astype(int)
        joined = pd.merge_asof(
            flights.sort_values("asked_at"),
            self.reports[["airport", "published_at", *WEATHER]].sort_values("published_at"),
            left_on="asked_at",
            right_on="published_at",
            left_by="origin",
            right_by="airport",
            direction="backward",
            tolerance=pd.Timedelta(hours=3),
        )
        joined["report_age_min"] = (joined["asked_at"] - joined["published_at"]).dt.total_seconds() / 60
        return joined


def pool(part):
    inputs = part[PLAN + WEATHER + ["report_age_min"]]
    return Pool(inputs, part["disrupted"], cat_features=["carrier", "origin", "destination", "aircraft_type"])


def main():
    rows = Schedule("data/flights_2022").rows()
    when = rows["scheduled_at"]
    day = pd.Timedelta(days=1)
    train = pool(rows[when < CUTS["valid"] - day])
    valid = pool(rows[(when >= CUTS["valid"]) & (when < CUTS["test"] - day)])
    test_rows = rows[when >= CUTS["test"]]

    model = CatBoostClassifier(iterations=4000, learning_rate=0.05, random_seed=1, verbose=500)
    model.fit(train, eval_set=valid, early_stopping_rounds=150)
    p = model.predict_proba(pool(test_rows))[:, 1]
    print("AUC", roc_auc_score(test_rows["disrupted"], p))
    print("Brier", brier_score_loss(test_rows["disrupted"], p))


if __name__ == "__main__":
    main()
