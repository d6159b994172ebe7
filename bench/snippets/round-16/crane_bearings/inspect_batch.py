"""Score the snapshots that came in from one crane and list bearings to open."""
import argparse
import sys

import joblib
import pandas as pd
from sklearn.preprocessing import PowerTransformer

from signals import table


class WearScorer:
    def __init__(self, artefact):
        bundle = joblib.load(artefact)
        self.svc = bundle["svc"]
        self.columns = bundle["columns"]
        self.power = PowerTransformer()

    def prepare(self, archive):
        snapshots = table(archive)[self.columns]
        values = self.power.fit_transform(snapshots)
        return pd.DataFrame(values, index=snapshots.index, columns=self.columns)

    def score(self, archive):
        ready = self.prepare(archive)
        return pd.Series(self.svc.predict_proba(ready.to_numpy())[:, 1], index=ready.index, name="wear")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("archive")
    parser.add_argument("--artefact", default="worn.joblib")
    parser.add_argument("--limit", type=float, default=0.6)
    args = parser.parse_args()

    wear = WearScorer(args.artefact).score(args.archive)
    wear[wear >= args.limit].sort_values(ascending=False).to_csv(sys.stdout, index_label="bearing_id")


if __name__ == "__main__":
    main()
