"""Nightly estimate for the fields a cooperative uploads."""
import sys
from pathlib import Path

import joblib
import pandas as pd
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from schema import NOMINAL, NUMERIC, stack


class Scorer:
    def __init__(self, bundle):
        self.model = joblib.load(bundle)["model"]

    def prepare(self, fields):
        scaler = StandardScaler().fit(fields[NUMERIC])
        encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(fields[NOMINAL])
        return stack(scaler, encoder, fields)

    def score(self, fields):
        return pd.DataFrame({
            "field_id": fields["field_id"],
            "yield_t_ha": self.model.predict(self.prepare(fields)),
        })


def main(inbox, outbox):
    scorer = Scorer("models/yield.joblib")
    for upload in sorted(Path(inbox).glob("*.csv")):
        fields = pd.read_csv(upload).dropna(subset=NUMERIC)
        scorer.score(fields).to_csv(Path(outbox) / upload.name, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
