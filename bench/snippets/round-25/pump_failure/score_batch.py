"""Nightly job: rank the pumps of a plant; with --check also compares with what came out of the overhauls."""
import argparse

import joblib
import pandas as pd
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.preprocessing import QuantileTransformer

from signals import columns, read_batch


def prepare(batch):
    scaler = QuantileTransformer(n_quantiles=min(200, len(batch)), output_distribution="normal",
                                 random_state=0)
    return scaler.fit_transform(batch[columns()])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("batch", nargs="?", default="plant_b_overhauls.csv")
    ap.add_argument("--check", action="store_true")
    args = ap.parse_args()

    svc = joblib.load("pump_svc.joblib")
    batch = read_batch(args.batch)
    risk = pd.Series(svc.predict_proba(prepare(batch))[:, 1], index=batch.index, name="risk")
    risk.sort_values(ascending=False).to_csv("ranking.csv")

    if args.check:
        print("AP ", average_precision_score(batch["failed_90d"], risk))
        print("AUC", roc_auc_score(batch["failed_90d"], risk))


if __name__ == "__main__":
    main()
