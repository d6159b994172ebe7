import pandas as pd


def applications(folder):
    table = pd.read_parquet(f"{folder}/applications.parquet")
    table["applied_at"] = pd.to_datetime(table["applied_at"])
    return table


def account_history(folder):
    """One row per customer and month end: balance, limit, days past due."""
    table = pd.read_parquet(f"{folder}/account_months.parquet")
    table["month_end"] = pd.to_datetime(table["month_end"])
    return table.sort_values(["customer_id", "month_end"])


def bureau_reports(folder):
    table = pd.read_parquet(f"{folder}/bureau_reports.parquet")
    table["reported_at"] = pd.to_datetime(table["reported_at"])
    return table.sort_values(["customer_id", "reported_at"])
