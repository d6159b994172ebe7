"""Nightly job: rank the donors of one site and write the call list."""
import argparse
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.preprocessing import StandardScaler

from columns import GROUPS, NUMBERS


class Ranker:
    def __init__(self, path="donor_model.joblib"):
        stored = joblib.load(path)
        self.model = stored["model"]
        self.layout = stored["layout"]

    def matrix(self, donors):
        numbers = StandardScaler().fit_transform(donors[NUMBERS])
        dummies = pd.get_dummies(donors[GROUPS]).reindex(columns=self.layout, fill_value=0)
        return np.hstack([numbers, dummies.to_numpy(dtype=float)])

    def rank(self, donors):
        chance = self.model.predict_proba(self.matrix(donors))[:, 1]
        return donors.assign(chance=chance).sort_values("chance", ascending=False)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("site")
    parser.add_argument("--top", type=int, default=150)
    args = parser.parse_args()
    donors = pd.read_parquet("due_today.parquet").query("site == @args.site")
    calls = Ranker().rank(donors).head(args.top)
    Path("lists").mkdir(exist_ok=True)
    calls[["donor_id", "phone", "chance"]].to_csv(f"lists/{args.site}.csv", index=False)


if __name__ == "__main__":
    main()
