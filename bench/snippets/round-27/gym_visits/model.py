import argparse
from pathlib import Path

import duckdb
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss, roc_auc_score

INPUTS = ["age_at_join", "distance_km", "visits_1", "visits_2", "minutes_1", "visits_8w", "bookings_4w", "days_member"]


def weeks(database):
    sql = Path(__file__).with_name("visits.sql").read_text()
    with duckdb.connect(database, read_only=True) as con:
        frame = con.sql(sql).df()
    frame["week_start"] = pd.to_datetime(frame["week_start"])
    return frame.dropna(subset=["visits_1"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("--tune-from", default="2023-09-04")
    parser.add_argument("--score-from", default="2024-01-01")
    args = parser.parse_args()

    frame = weeks(args.database)
    past = frame[frame["week_start"] < args.tune_from]
    middle = frame[(frame["week_start"] >= args.tune_from) & (frame["week_start"] < args.score_from)]
    recent = frame[frame["week_start"] >= args.score_from]

    losses = {}
    for leaves in (8, 16, 31, 63):
        trial = HistGradientBoostingClassifier(max_leaf_nodes=leaves, learning_rate=0.05, random_state=0)
        trial.fit(past[INPUTS], past["comes"])
        losses[leaves] = log_loss(middle["comes"], trial.predict_proba(middle[INPUTS])[:, 1])
    leaves = min(losses, key=losses.get)

    known = pd.concat([past, middle])
    model = HistGradientBoostingClassifier(max_leaf_nodes=leaves, learning_rate=0.05, random_state=0)
    model.fit(known[INPUTS], known["comes"])
    p = model.predict_proba(recent[INPUTS])[:, 1]
    print(leaves, log_loss(recent["comes"], p), roc_auc_score(recent["comes"], p))


if __name__ == "__main__":
    main()
