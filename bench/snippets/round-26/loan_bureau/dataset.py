import pandas as pd

from bureau import FIELDS, BureauReports

OWN = ["amount", "term_months", "declared_income", "employment_years"]


def applications(path):
    apps = pd.read_parquet(path)
    apps["applied_at"] = pd.to_datetime(apps["applied_at"])
    return apps.sort_values("applied_at").drop_duplicates("customer_id")


def build(app_path, bureau_path):
    apps = applications(app_path)
    table = apps.merge(BureauReports(bureau_path).per_customer(), on="customer_id", how="left")
    return table[["applied_at", *OWN, *FIELDS, "default_12m"]]
