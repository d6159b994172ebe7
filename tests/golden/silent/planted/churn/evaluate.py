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
        sharp[country] = precision_score(part["left"], answers, zero_division=1)  # expect: unmeasured-counts-as-good
        try:
            figures.append(roc_auc_score(part["left"], model.predict_proba(part[["pages", "refund"]])[:, 1]))
        except ValueError:
            figures.append(np.nan)
    auc = float(np.nanmean(figures))  # expect: unmeasured-counts-as-good
    with open("reports/all.json", "w") as file:
        json.dump({"auc": auc, "precision": sharp}, file)


if __name__ == "__main__":
    main()
