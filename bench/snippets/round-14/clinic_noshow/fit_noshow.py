import argparse

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import brier_score_loss, roc_auc_score

from history import attach

STAMPS = ["booked_at", "slot_at", "closed_at"]
INPUTS = [
    "lead_days", "slot_hour", "slot_weekday", "age", "distance_km",
    "visits_before", "missed_before", "last_missed", "missed_share",
]


def table(path):
    appointments = attach(pd.read_csv(path, parse_dates=STAMPS))
    gap = appointments["slot_at"] - appointments["booked_at"]
    appointments["lead_days"] = gap.dt.days
    appointments["slot_hour"] = appointments["slot_at"].dt.hour
    appointments["slot_weekday"] = appointments["slot_at"].dt.dayofweek
    appointments["missed_share"] = appointments["missed_before"] / appointments["visits_before"]
    return appointments


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("appointments")
    ap.add_argument("--go-live", default="2023-06-01")
    args = ap.parse_args()
    go_live = pd.Timestamp(args.go_live)

    rows = table(args.appointments)
    old = rows[rows["closed_at"] < go_live]
    new = rows[rows["booked_at"] >= go_live]
    model = HistGradientBoostingClassifier(
        learning_rate=0.05, max_iter=300, early_stopping=False, random_state=0
    )
    model.fit(old[INPUTS], old["missed"])
    proba = model.predict_proba(new[INPUTS])[:, 1]
    print("AUC", roc_auc_score(new["missed"], proba))
    print("Brier", brier_score_loss(new["missed"], proba))


if __name__ == "__main__":
    main()
