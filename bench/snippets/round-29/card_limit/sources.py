"""Readers of the card warehouse extracts."""
import pandas as pd

BUREAU_COLUMNS = ["bureau_score", "open_lines", "delinquencies_24m", "utilisation"]


def applications():
    frame = pd.read_parquet("extracts/applications.parquet")
    frame["applied_at"] = pd.to_datetime(frame["applied_at"])
    return frame.sort_values("applied_at")


def bureau():
    """Every refresh of the bureau file: one row per customer and refresh."""
    history = pd.read_parquet("extracts/bureau_history.parquet")
    history["refreshed_at"] = pd.to_datetime(history["refreshed_at"])
    newest = history.sort_values("refreshed_at").drop_duplicates("customer_id", keep="last")
    return newest[["customer_id", *BUREAU_COLUMNS]]
