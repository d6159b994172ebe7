import argparse
import logging

import joblib
import pandas as pd
from sklearn.metrics import mean_absolute_error

from .pipeline import CAT, NUM, build

log = logging.getLogger(__name__)


def run(train_csv: str, test_csv: str, out: str) -> None:
    train, test = pd.read_csv(train_csv), pd.read_csv(test_csv)
    overlap = set(train["parcel_no"]) & set(test["parcel_no"])
    if overlap:
        raise ValueError(f"{len(overlap)} parcels in both files")
    pipe = build(n_estimators=300, max_depth=4)
    pipe.fit(train[NUM + CAT], train["minutes"])
    log.info("MAE %.1f min", mean_absolute_error(test["minutes"], pipe.predict(test[NUM + CAT])))
    joblib.dump(pipe, out)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    ap = argparse.ArgumentParser()
    ap.add_argument("train_csv")
    ap.add_argument("test_csv")
    ap.add_argument("--out", default="eta.joblib")
    a = ap.parse_args()
    run(a.train_csv, a.test_csv, a.out)
