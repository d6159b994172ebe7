"""Nightly: score the applicants of the day."""
import sys
from pathlib import Path

import joblib
import pandas as pd

from prepare import Prepare

CUTOFF = 0.35


def score(batch: pd.DataFrame) -> pd.DataFrame:
    model = joblib.load("arrears.joblib")
    prepare = Prepare().fit(batch)
    risk = model.predict_proba(prepare.transform(batch))[:, 1]
    return batch.assign(risk=risk, refer=risk >= CUTOFF)


def main(inbox, outbox):
    for path in sorted(Path(inbox).glob("applicants_*.csv")):
        scored = score(pd.read_csv(path))
        scored.sort_values("risk", ascending=False).to_csv(Path(outbox) / path.name, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
