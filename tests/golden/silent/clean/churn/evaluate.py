"""Figures for each country."""

import json

import joblib
import numpy as np
import pandas as pd
from sklearn.metrics import precision_score, roc_auc_score


def main():
    """Writes figures of the rows that were held out."""
    model = joblib.load("model.joblib")
    rows = pd.read_parquet("held.parquet")
    figures, sharp = [], {}
    for country, part in rows.groupby("country"):
        answers = model.predict(part[["pages", "refund"]])
        sharp[country] = precision_score(part["left"], answers, zero_division=0)
        figures.append(roc_auc_score(part["left"], model.predict_proba(part[["pages", "refund"]])[:, 1]))
    auc = float(np.mean(figures))
    with open("reports/all.json", "w") as file:
        json.dump({"auc": auc, "precision": sharp}, file)


if __name__ == "__main__":
    main()
