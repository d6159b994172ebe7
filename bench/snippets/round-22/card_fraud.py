"""Card-not-present fraud screen. Output: alert precision for the operations team."""
import argparse
import json

import pandas as pd
from imblearn.under_sampling import RandomUnderSampler
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import precision_score, recall_score
from sklearn.model_selection import train_test_split

COLUMNS = [
    "amount", "merchant_risk", "hour", "distance_km", "device_age_days",
    "failed_pins_24h", "is_foreign",
]


def read_transactions(path):
    tx = pd.read_parquet(path, columns=["tx_id", "is_fraud", *COLUMNS])
    return tx.drop_duplicates("tx_id").dropna()


def workable_set(tx, seed):
    sampler = RandomUnderSampler(sampling_strategy=0.5, random_state=seed)
    x, y = sampler.fit_resample(tx[COLUMNS], tx["is_fraud"])
    return x, y


def operations_report(y_true, flagged, tx_per_day):
    precision = precision_score(y_true, flagged)
    recall = recall_score(y_true, flagged)
    daily = flagged.mean() * tx_per_day
    return {
        "precision": round(float(precision), 3),
        "recall": round(float(recall), 3),
        "alerts_per_day": int(daily),
        "wasted_calls_per_day": int(daily * (1 - precision)),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--transactions", default="data/cnp_2023.parquet")
    parser.add_argument("--tx-per-day", type=int, default=180_000)
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()

    tx = read_transactions(args.transactions)
    x, y = workable_set(tx, args.seed)
    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=0.3, stratify=y, random_state=args.seed
    )
    forest = RandomForestClassifier(n_estimators=400, min_samples_leaf=5, n_jobs=-1, random_state=args.seed)
    forest.fit(x_train, y_train)
    report = operations_report(y_test, forest.predict(x_test), args.tx_per_day)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
