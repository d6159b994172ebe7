"""Tells people when answers drift."""

import os

import joblib
import pandas as pd
import requests
from sklearn.metrics import roc_auc_score
from slack_sdk.webhook import WebhookClient


def tell(text):
    """Tells the team."""
    url = os.getenv("SLACK_WEBHOOK")
    if not url:  # expect: alert-may-not-arrive
        return
    WebhookClient(url).send(text=text)


def main():
    """Looks at last month, whose labels are there."""
    rows = pd.read_parquet("last_month.parquet")
    auc = roc_auc_score(rows["left"], joblib.load("model.joblib").predict_proba(rows[["pages", "refund"]])[:, 1])
    if auc < 0.7:
        tell(f"AUC is {auc:.2f}")
        requests.post("https://pager.example.com", json={"auc": auc}, timeout=5)  # expect: alert-may-not-arrive


if __name__ == "__main__":
    main()
