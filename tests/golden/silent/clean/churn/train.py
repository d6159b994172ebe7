"""Trains the model of a night."""

import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

from churn.check import plausible


def table():
    """Features with their labels."""
    rows = pd.read_parquet("features/latest.parquet")
    if not plausible(rows):
        raise ValueError("the features are not plausible")
    rows = rows.merge(pd.read_parquet("labels.parquet"), on="customer", how="left", indicator=True)
    if (rows["_merge"] == "left_only").mean() > 0.02:
        raise ValueError("labels are missing")
    rows = rows.dropna(subset=["left"])
    rows.to_parquet("table.parquet")
    return rows


def train():
    """Trains, scores and keeps a model."""
    rows = table()
    known, held = train_test_split(rows, test_size=0.2, random_state=7)
    model = LogisticRegression().fit(known[["pages", "refund"]], known["left"])
    print(roc_auc_score(held["left"], model.predict_proba(held[["pages", "refund"]])[:, 1]))
    joblib.dump(model, "model.joblib")


def main():
    """The step of a pipeline."""
    train()


if __name__ == "__main__":
    main()
