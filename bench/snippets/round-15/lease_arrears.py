"""Arrears within the first year of an equipment lease."""
import argparse
from datetime import date

import polars as pl
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

FEATURES = ["amount_eur", "term_months", "n_employees", "bureau_score",
            "n_open_invoices", "overdue_eur"]


def current_profiles(path):
    profiles = pl.read_parquet(path)
    return (
        profiles.sort("updated_at")
        .group_by("customer_id")
        .agg(pl.col("n_employees", "bureau_score", "n_open_invoices", "overdue_eur").last())
    )


def assemble(folder):
    leases = pl.read_parquet(f"{folder}/leases.parquet")
    profiles = current_profiles(f"{folder}/customer_profiles.parquet")
    return leases.join(profiles, on="customer_id", how="left").sort("applied_on")


def to_arrays(part):
    return part.select(FEATURES).to_numpy(), part["arrears_12m"].to_numpy()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("folder")
    args = ap.parse_args()

    table = assemble(args.folder)
    older = table.filter(pl.col("applied_on") < date(2021, 7, 1))
    newer = table.filter(pl.col("applied_on") >= date(2022, 7, 1))

    X_older, y_older = to_arrays(older)
    X_newer, y_newer = to_arrays(newer)
    model = HistGradientBoostingClassifier(max_iter=250, learning_rate=0.05, random_state=6)
    model.fit(X_older, y_older)
    auc = roc_auc_score(y_newer, model.predict_proba(X_newer)[:, 1])
    print(f"{older.height} leases to learn from, AUC on {newer.height}: {auc:.3f}")


if __name__ == "__main__":
    main()
