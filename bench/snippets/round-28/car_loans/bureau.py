"""Credit bureau reports; the bureau sends an update for a customer every few weeks."""
import pandas as pd

KEEP = ["customer_id", "bureau_score", "open_lines", "utilisation", "arrears_12m"]


def read_reports(path):
    reports = pd.read_csv(path, parse_dates=["reported_at"])
    reports["utilisation"] = (reports["balance"] / reports["limit"]).clip(0, 2)
    return reports


def per_customer(reports):
    ordered = reports.sort_values(["customer_id", "reported_at"])
    return ordered.groupby("customer_id", as_index=False).last()[KEEP]


def attach(applications, reports):
    return applications.merge(per_customer(reports), on="customer_id", how="left")
