"""Will a delivery miss the 45 minute promise?"""
from pathlib import Path

import duckdb
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

HERE = Path(__file__).parent
FEATURES = [
    "distance_km", "n_items", "hour_of_day", "day_of_week", "by_bike",
    "courier_late_rate", "zone_minutes", "courier_trip_no",
]


def deliveries(database="courier.duckdb"):
    query = (HERE / "features.sql").read_text()
    with duckdb.connect(database, read_only=True) as con:
        return con.execute(query).df()


def main():
    table = deliveries()
    cutoff = pd.Timestamp("2024-03-01")
    train = table[table["accepted_at"] < cutoff]
    test = table[table["accepted_at"] >= cutoff]
    forest = RandomForestClassifier(n_estimators=300, min_samples_leaf=20, n_jobs=-1, random_state=6)
    forest.fit(train[FEATURES], train["late"])
    proba = forest.predict_proba(test[FEATURES])[:, 1]
    print("AUROC", round(roc_auc_score(test["late"], proba), 3))
    print("AUPRC", round(average_precision_score(test["late"], proba), 3))


if __name__ == "__main__":
    main()
