"""Will a same-day parcel be late? Scored at the moment of pick-up."""
import pandas as pd
from sklearn.metrics import average_precision_score, roc_auc_score
from xgboost import XGBClassifier

CUT_VALID = pd.Timestamp("2023-09-01")
CUT_TEST = pd.Timestamp("2023-11-01")


def read_jobs(path):
    stamps = ["picked_up_at", "promised_at", "delivered_at"]
    jobs = pd.read_csv(path, parse_dates=stamps)
    return jobs.dropna(subset=stamps).sort_values("picked_up_at").reset_index(drop=True)


def add_route(jobs):
    minutes = (jobs["delivered_at"] - jobs["picked_up_at"]).dt.total_seconds() / 60
    jobs["slack_minutes"] = (jobs["promised_at"] - jobs["picked_up_at"]).dt.total_seconds() / 60
    jobs["minutes_per_km"] = minutes / jobs["route_km"].clip(lower=0.2)
    jobs["slack_per_km"] = jobs["slack_minutes"] / jobs["route_km"].clip(lower=0.2)
    return jobs


def add_calendar(jobs):
    jobs["hour"] = jobs["picked_up_at"].dt.hour
    jobs["weekday"] = jobs["picked_up_at"].dt.dayofweek
    return jobs


def main():
    jobs = add_calendar(add_route(read_jobs("data/same_day_jobs.csv")))
    jobs["late"] = (jobs["delivered_at"] > jobs["promised_at"]).astype(int)

    given = jobs.columns.difference(
        ["job_id", "late", "picked_up_at", "promised_at", "delivered_at"]
    )
    inputs = [c for c in given if pd.api.types.is_numeric_dtype(jobs[c])]
    train = jobs[jobs["picked_up_at"] < CUT_VALID]
    valid = jobs[(jobs["picked_up_at"] >= CUT_VALID) & (jobs["picked_up_at"] < CUT_TEST)]
    test = jobs[jobs["picked_up_at"] >= CUT_TEST]

    model = XGBClassifier(
        n_estimators=2000, learning_rate=0.03, max_depth=6,
        eval_metric="aucpr", early_stopping_rounds=50,
    )
    model.fit(train[inputs], train["late"], eval_set=[(valid[inputs], valid["late"])], verbose=False)

    p = model.predict_proba(test[inputs])[:, 1]
    print("AUC", round(roc_auc_score(test["late"], p), 3))
    print("AP ", round(average_precision_score(test["late"], p), 3))


if __name__ == "__main__":
    main()
