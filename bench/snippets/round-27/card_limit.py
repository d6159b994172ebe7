"""Default within 12 months of a credit-card application."""
import argparse
from functools import reduce

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

APP = ["income", "employment_years", "requested_limit", "age"]
BUREAU = ["score", "open_lines", "utilisation", "delinquencies_24m"]
BRANCH = ["branch_area_income"]


class Source:
    def __init__(self, path, key, columns, order=None):
        self.path, self.key, self.columns, self.order = path, key, columns, order

    def one_per_key(self):
        table = pd.read_parquet(self.path)
        if self.order:
            table = table.sort_values(self.order)
        return table.drop_duplicates(self.key, keep="last")[[self.key, *self.columns]]


SOURCES = [
    Source("bureau_pulls.parquet", "customer_id", BUREAU, order="pulled_at"),
    Source("branches.parquet", "branch_id", BRANCH),
]


def attach(left, source):
    return left.merge(source.one_per_key(), on=source.key, how="left")


def assemble(path):
    apps = pd.read_parquet(path)
    apps["applied_at"] = pd.to_datetime(apps["applied_at"])
    apps = apps.sort_values("applied_at").drop_duplicates("customer_id")
    return reduce(attach, SOURCES, apps)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--applications", default="applications.parquet")
    parser.add_argument("--fit-until", default="2021-01-01")
    parser.add_argument("--score-from", default="2022-01-01")
    args = parser.parse_args()

    table = assemble(args.applications)
    older = table[table["applied_at"] < args.fit_until]
    newer = table[table["applied_at"] >= args.score_from]

    inputs = APP + BUREAU + BRANCH
    model = HistGradientBoostingClassifier(max_leaf_nodes=24, learning_rate=0.05, random_state=0)
    model.fit(older[inputs], older["default_12m"])
    p = model.predict_proba(newer[inputs])[:, 1]
    print(f"n={len(newer)} gini={2 * roc_auc_score(newer['default_12m'], p) - 1:.3f}")


if __name__ == "__main__":
    main()
