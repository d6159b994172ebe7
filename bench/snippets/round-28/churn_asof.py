"""Cancellation within 60 days of a billing day for mobile contracts."""
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score

TABLES = {
    "usage": ("usage_daily.parquet", "loaded_at", ["gb_30d", "roaming_30d"]),
    "care": ("care_calls.parquet", "closed_at", ["calls_so_far", "last_rating"]),
    "device": ("device_log.parquet", "seen_at", ["device_age_days"]),
}


def bills(path="bills.parquet"):
    frame = pd.read_parquet(path, columns=["contract", "billed_at", "amount", "tariff", "left_60d"])
    return frame.dropna(subset=["left_60d"]).sort_values("billed_at")


def as_known(frame, path, clock, columns):
    log = pd.read_parquet(path, columns=["contract", clock, *columns]).sort_values(clock)
    joined = pd.merge_asof(
        frame,
        log,
        left_on="billed_at",
        right_on=clock,
        by="contract",
        direction="backward",
        allow_exact_matches=False,
    )
    joined[f"{clock}_age"] = (joined["billed_at"] - joined[clock]).dt.days
    return joined.drop(columns=clock)


def build():
    frame = bills()
    for path, clock, columns in TABLES.values():
        frame = as_known(frame, path, clock, columns)
    return frame


def main():
    frame = build()
    when = frame.pop("billed_at")
    y = frame.pop("left_60d").astype(int)
    X = frame.drop(columns="contract")

    fit = when < "2023-03-01"
    val = (when >= "2023-05-01") & (when < "2023-08-01")
    test = when >= "2023-10-01"

    model = CatBoostClassifier(
        iterations=3000, learning_rate=0.03, cat_features=["tariff"], verbose=0, random_seed=5
    )
    model.fit(X[fit], y[fit], eval_set=(X[val], y[val]), early_stopping_rounds=100)
    print("AUC", round(roc_auc_score(y[test], model.predict_proba(X[test])[:, 1]), 4))


if __name__ == "__main__":
    main()
