"""Churn model trained from the monthly CRM extracts."""
import glob

import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

# The first of every month the CRM writes the contracts closed in the 90 days before.
EXTRACT_GLOB = "crm/contracts_90d_*.csv"
CATS = ["plan", "channel", "payment"]
NUMS = ["months_active", "tickets_total", "discount_pct", "lines"]


def read_extract(path):
    frame = pd.read_csv(path, usecols=["contract_no", "cancelled"] + CATS + NUMS)
    frame[CATS] = frame[CATS].fillna("none").astype(str)
    return frame


def build_table():
    parts = [read_extract(p) for p in sorted(glob.glob(EXTRACT_GLOB))]
    table = pd.concat(parts, ignore_index=True)
    return table.dropna(subset=["cancelled"])


def main():
    table = build_table()
    fit, held = train_test_split(table, test_size=0.2, random_state=21, stratify=table["cancelled"])
    model = CatBoostClassifier(iterations=500, depth=6, cat_features=CATS, verbose=0, random_seed=21)
    model.fit(fit[CATS + NUMS], fit["cancelled"])
    score = model.predict_proba(held[CATS + NUMS])[:, 1]
    print("AUC", roc_auc_score(held["cancelled"], score))
    model.save_model("churn.cbm")


if __name__ == "__main__":
    main()
