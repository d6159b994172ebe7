"""Trains the model of a night."""

import os
import sys

import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

from churn.check import plausible


def table():
    """Features with their labels."""
    rows = pd.read_parquet("features/latest.parquet")
    plausible(rows)  # expect: validator-result-ignored
    rows = rows.merge(pd.read_parquet("labels.parquet"), on="customer", how="left")  # expect: unmatched-rows-dropped
    rows = rows.dropna()
    rows.to_parquet("table.parquet")
    return rows


def train():
    """Trains, scores and keeps a model."""
    if not os.path.exists("labels.parquet"):  # expect: step-left-out-without-file
        print("no labels yet")
        return
    rows = table()
    known, held = train_test_split(rows, test_size=0.2, random_state=7)
    model = LogisticRegression().fit(known[["pages", "refund"]], known["left"])
    print(roc_auc_score(held["left"], model.predict_proba(held[["pages", "refund"]])[:, 1]))
    joblib.dump(model, "model.joblib")


def main():
    """The step of a pipeline."""
    try:
        train()
    except Exception as error:
        print(f"training failed: {error}")
        sys.exit(0)  # expect: error-ends-as-success


if __name__ == "__main__":
    main()
