"""What the model sees of a customer."""

import pandas as pd

ENTITY = "customer_id"
LABEL = "churned"
NUMERIC = ["tenure_days", "minutes_90d", "tickets_90d", "monthly_fee", "tickets_per_month"]
CATEGORICAL = ["plan", "region"]


def load_customers(path):
    """Read the export of sql/customers.sql: one row for each customer."""
    return pd.read_csv(path)


def build_features(customers):
    """Compute the columns of the model."""
    features = customers[["tenure_days", "minutes_90d", "tickets_90d", "monthly_fee", *CATEGORICAL]].copy()
    features["tickets_per_month"] = features["tickets_90d"] / 3
    return fill_gaps(features)


def fill_gaps(features):
    """Fill missing numbers once, instead of in every fit of the search."""
    return features.fillna(features[NUMERIC].mean())
