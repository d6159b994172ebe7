"""Default risk of equipment leases at the moment of application."""
import argparse

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder

CATEGORIES = ["sector", "equipment", "legal_form"]
NUMBERS = ["amount", "term_months", "down_payment", "turnover", "overdraft_use", "late_invoices", "bureau_grade"]


class Register:
    """Company file kept by the credit bureau; a row per company and update."""

    def __init__(self, path):
        self.updates = pd.read_parquet(path).sort_values(["company_id", "updated_at"])

    def profile(self):
        current = self.updates.drop_duplicates("company_id", keep="last")
        return current[["company_id", "turnover", "overdraft_use", "late_invoices", "bureau_grade", "legal_form"]]


def applications(path):
    table = pd.read_parquet(path)
    table["applied_at"] = pd.to_datetime(table["applied_at"])
    # outcome is known 24 months after signature
    table["defaulted"] = (table["missed_payments_24m"] >= 3).astype(int)
    return table.drop(columns="missed_payments_24m")


def dataset(leases, register):
    return leases.merge(register.profile(), on="company_id", how="left")


def build():
    prepare = ColumnTransformer(
        [("cat", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), CATEGORIES)],
        remainder="passthrough",
    )
    return Pipeline([("prepare", prepare), ("trees", HistGradientBoostingClassifier(max_iter=300, learning_rate=0.05))])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--leases", default="leases.parquet")
    parser.add_argument("--register", default="bureau_updates.parquet")
    parser.add_argument("--fit-until", default="2018-12-31")
    parser.add_argument("--score-from", default="2021-01-01")
    args = parser.parse_args()

    table = dataset(applications(args.leases), Register(args.register))
    early = table[table["applied_at"] <= args.fit_until]
    recent = table[table["applied_at"] >= args.score_from]
    recent = recent[~recent["company_id"].isin(early["company_id"])]

    model = build().fit(early[CATEGORIES + NUMBERS], early["defaulted"])
    risk = model.predict_proba(recent[CATEGORIES + NUMBERS])[:, 1]
    print("gini", 2 * roc_auc_score(recent["defaulted"], risk) - 1)


if __name__ == "__main__":
    main()
