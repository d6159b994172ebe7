"""Tells people when answers drift."""

import os

import joblib
import pandas as pd
import requests
from sklearn.metrics import roc_auc_score
from slack_sdk.webhook import WebhookClient


def tell(text):
    """Tells the team."""
    WebhookClient(os.environ["SLACK_WEBHOOK"]).send(text=text)


def main():
    """Looks at last month, whose labels are there."""
    rows = pd.read_parquet("last_month.parquet")
    auc = roc_auc_score(rows["left"], joblib.load("model.joblib").predict_proba(rows[["pages", "refund"]])[:, 1])
    if auc < 0.7:
        tell(f"AUC is {auc:.2f}")
        answer = requests.post("https://pager.example.com", json={"auc": auc}, timeout=5)
        answer.raise_for_status()


if __name__ == "__main__":
    main()
