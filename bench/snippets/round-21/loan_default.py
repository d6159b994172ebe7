"""Probability of default for instalment loans."""
import argparse

import pandas as pd
from lightgbm import LGBMClassifier, early_stopping
from sklearn.metrics import roc_auc_score

APPLICATION = ["amount", "term_months", "declared_income", "age"]
PROFILE = ["open_loans", "missed_instalments_12m", "card_utilisation", "months_with_bank"]


class Warehouse:
    def __init__(self, root):
        self.root = root

    def applications(self):
        rows = pd.read_parquet(f"{self.root}/applications.parquet")
        rows["applied_at"] = pd.to_datetime(rows["applied_at"])
        rows = rows.sort_values("applied_at").drop_duplicates("customer_id")
        return rows.reset_index(drop=True)

    def profiles(self):
        """One row per customer and nightly update."""
        rows = pd.read_parquet(f"{self.root}/profile_updates.parquet")
        rows["updated_at"] = pd.to_datetime(rows["updated_at"])
        return rows.sort_values("updated_at")


def modelling_table(warehouse):
    profile = warehouse.profiles().groupby("customer_id").tail(1)
    profile = profile[["customer_id"] + PROFILE]
    return warehouse.applications().merge(profile, on="customer_id", how="left")


def between(table, start, end):
    rows = table[(table["applied_at"] >= start) & (table["applied_at"] < end)]
    return rows[APPLICATION + PROFILE], rows["default_90d"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default="warehouse")
    args = parser.parse_args()
    table = modelling_table(Warehouse(args.root))

    # outcome of a loan is known ninety days after the application
    X_train, y_train = between(table, "2020-01-01", "2022-01-01")
    X_valid, y_valid = between(table, "2022-04-01", "2022-10-01")
    X_test, y_test = between(table, "2023-01-01", "2023-09-01")

    model = LGBMClassifier(n_estimators=3000, learning_rate=0.02, num_leaves=31)
    model.fit(
        X_train,
        y_train,
        eval_set=[(X_valid, y_valid)],
        eval_metric="auc",
        callbacks=[early_stopping(100)],
    )
    p = model.predict_proba(X_test)[:, 1]
    print(f"Gini {2 * roc_auc_score(y_test, p) - 1:.3f}")


if __name__ == "__main__":
    main()
