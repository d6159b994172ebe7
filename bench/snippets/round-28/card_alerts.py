"""Alert model for card transactions; figures go into the staffing plan."""
from dataclasses import dataclass

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import precision_score, recall_score

FEATURES = ["amount", "merchant_risk", "km_from_home", "minutes_since_last", "is_online"]


@dataclass
class Plan:
    cutoff_day: str = "2024-03-01"
    alert_score: float = 0.5
    seed: int = 3


def read_transactions(path: str) -> pd.DataFrame:
    tx = pd.read_parquet(path, columns=FEATURES + ["booked_at", "fraud"])
    tx["booked_at"] = pd.to_datetime(tx["booked_at"])
    return tx.sort_values("booked_at")


def by_day(tx: pd.DataFrame, day: str) -> dict:
    cut = pd.Timestamp(day)
    return {"fit": tx[tx["booked_at"] < cut], "check": tx[tx["booked_at"] >= cut]}


def even_out(tx: pd.DataFrame, seed: int) -> pd.DataFrame:
    fraud = tx[tx["fraud"] == 1]
    genuine = tx[tx["fraud"] == 0].sample(n=len(fraud), random_state=seed)
    return pd.concat([fraud, genuine]).sort_values("booked_at")


def main():
    plan = Plan()
    parts = by_day(read_transactions("tx.parquet"), plan.cutoff_day)
    parts = {name: even_out(part, plan.seed) for name, part in parts.items()}

    model = RandomForestClassifier(n_estimators=400, min_samples_leaf=20, random_state=plan.seed)
    model.fit(parts["fit"][FEATURES], parts["fit"]["fraud"])

    check = parts["check"]
    alert = model.predict_proba(check[FEATURES])[:, 1] >= plan.alert_score
    days = check["booked_at"].dt.normalize().nunique()
    print("share of alerts that are fraud:", precision_score(check["fraud"], alert))
    print("share of fraud that is caught :", recall_score(check["fraud"], alert))
    print("alerts per day for the desk   :", alert.sum() / days)


if __name__ == "__main__":
    main()
