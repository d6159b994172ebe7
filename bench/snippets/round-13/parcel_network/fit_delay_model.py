"""Probability that a parcel arrives late, trained on the delivered parcels of 2023."""
import argparse

import joblib
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import brier_score_loss, roc_auc_score

from parcels.features import build_features, late_label

TIMES = ["accepted_at", "promised_at", "delivered_at"]


def read_parcels(path):
    parcels = pd.read_csv(path, parse_dates=TIMES)
    return parcels.dropna(subset=TIMES).sort_values("accepted_at")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--parcels", default="data/parcels_2023.csv")
    parser.add_argument("--until", default="2023-10-01")
    parser.add_argument("--from-day", default="2023-11-01")
    args = parser.parse_args()

    parcels = read_parcels(args.parcels)
    features, late = build_features(parcels), late_label(parcels)
    earlier = parcels["accepted_at"] < args.until
    later = parcels["accepted_at"] >= args.from_day

    model = HistGradientBoostingClassifier(max_iter=300, learning_rate=0.06, random_state=0)
    model.fit(features[earlier], late[earlier])
    risk = model.predict_proba(features[later])[:, 1]
    print(f"AUC {roc_auc_score(late[later], risk):.4f}")
    print(f"Brier {brier_score_loss(late[later], risk):.4f}")
    joblib.dump(model, "late_parcel.joblib")


if __name__ == "__main__":
    main()
