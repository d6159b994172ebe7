"""Fault within 14 days for harbour cranes, asked at every weekly inspection."""
import argparse

import lightgbm as lgb
import pandas as pd
from sklearn.metrics import average_precision_score

FEATURES = ["load_cycles", "wear_mm", "oil_ppm", "motor_temp", "age_years", "days_since_service", "hours_service"]
WINDOW = pd.Timedelta(days=14)


def inspections(path):
    table = pd.read_parquet(path)
    table["seen_at"] = pd.to_datetime(table["seen_at"])
    return table.sort_values("seen_at")


def with_service(table, path):
    """Attach what the service book said before the inspection."""
    book = pd.read_parquet(path)[["crane", "closed_at", "hours_service"]]
    book["closed_at"] = pd.to_datetime(book["closed_at"])
    joined = pd.merge_asof(
        table,
        book.sort_values("closed_at"),
        left_on="seen_at",
        right_on="closed_at",
        by="crane",
        direction="backward",
        allow_exact_matches=False,
    )
    joined["days_since_service"] = (joined["seen_at"] - joined["closed_at"]).dt.days
    return joined


def with_outcome(table, path):
    faults = pd.read_parquet(path)[["crane", "failed_at"]]
    faults["failed_at"] = pd.to_datetime(faults["failed_at"])
    joined = pd.merge_asof(
        table,
        faults.sort_values("failed_at"),
        left_on="seen_at",
        right_on="failed_at",
        by="crane",
        direction="forward",
        allow_exact_matches=False,
    )
    joined["fails"] = ((joined["failed_at"] - joined["seen_at"]) <= WINDOW).astype(int)
    return joined.drop(columns="failed_at")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tune-from", default="2022-07-01", type=pd.Timestamp)
    parser.add_argument("--final-from", default="2023-01-01", type=pd.Timestamp)
    parser.add_argument("--final-until", default="2023-12-01", type=pd.Timestamp)
    args = parser.parse_args()

    table = with_outcome(with_service(inspections("inspections.parquet"), "service.parquet"), "faults.parquet")
    fit = table[table["seen_at"] < args.tune_from - WINDOW]
    tune = table[(table["seen_at"] >= args.tune_from) & (table["seen_at"] < args.final_from - WINDOW)]
    final = table[(table["seen_at"] >= args.final_from) & (table["seen_at"] < args.final_until)]

    model = lgb.LGBMClassifier(n_estimators=1500, learning_rate=0.02, num_leaves=15)
    model.fit(
        fit[FEATURES],
        fit["fails"],
        eval_set=[(tune[FEATURES], tune["fails"])],
        eval_metric="average_precision",
        callbacks=[lgb.early_stopping(100)],
    )
    risk = model.predict_proba(final[FEATURES])[:, 1]
    print("AP", average_precision_score(final["fails"], risk), "base rate", final["fails"].mean())


if __name__ == "__main__":
    main()
