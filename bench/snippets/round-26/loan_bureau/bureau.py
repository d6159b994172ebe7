import pandas as pd

FIELDS = ["open_lines", "utilisation", "worst_arrears_months", "inquiries_6m"]


class BureauReports:
    """Monthly reports delivered by the credit bureau."""

    def __init__(self, path):
        self.reports = pd.read_parquet(path)
        self.reports["reported_at"] = pd.to_datetime(self.reports["reported_at"])

    def per_customer(self):
        ordered = self.reports.sort_values("reported_at")
        return ordered.groupby("customer_id", as_index=False).last()[["customer_id", *FIELDS]]
