import pandas as pd

BUREAU = ["score", "open_lines", "balance_total", "delinquencies"]


def read_applications(path):
    apps = pd.read_csv(path, parse_dates=["applied_on"])
    return apps.drop_duplicates("borrower_id", keep="first").sort_values("applied_on")


def read_reports(path):
    """Monthly reports; the bureau keeps sending them while a loan is running."""
    reports = pd.read_csv(path, parse_dates=["reported_on"])
    return reports.sort_values(["borrower_id", "reported_on"])


def with_bureau(apps, reports):
    current = reports.groupby("borrower_id", as_index=False).last()
    return apps.merge(current[["borrower_id", *BUREAU]], on="borrower_id", how="left")
