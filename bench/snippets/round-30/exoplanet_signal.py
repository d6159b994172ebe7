"""Vetting of transit candidates; each star enters once."""
import argparse

import joblib
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import precision_recall_curve, precision_score, recall_score
from sklearn.model_selection import train_test_split


def load(path):
    stars = pd.read_parquet(path).drop_duplicates("star_id")
    y = stars["planet"].to_numpy()
    X = stars[["depth_ppm", "duration_h", "period_d", "snr", "odd_even_diff", "star_radius", "secondary_ppm"]]
    return X, y


def cutoff_for_precision(y, p, wanted):
    precision, recall, cuts = precision_recall_curve(y, p)
    enough = precision[:-1] >= wanted
    return float(cuts[enough][0]) if enough.any() else 1.0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("table")
    parser.add_argument("--precision", type=float, default=0.9)
    parser.add_argument("--out", default="vetting.joblib")
    args = parser.parse_args()

    X, y = load(args.table)
    X_work, X_test, y_work, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=42)
    X_fit, X_val, y_fit, y_val = train_test_split(X_work, y_work, test_size=0.25, stratify=y_work, random_state=42)

    model = HistGradientBoostingClassifier(max_iter=250, learning_rate=0.06, random_state=42)
    model.fit(X_fit, y_fit)
    cutoff = cutoff_for_precision(y_val, model.predict_proba(X_val)[:, 1], args.precision)
    hit = model.predict_proba(X_test)[:, 1] >= cutoff
    print(f"cutoff {cutoff:.3f} precision {precision_score(y_test, hit):.3f} recall {recall_score(y_test, hit):.3f}")

    shipped = clone(model).fit(pd.concat([X_fit, X_val, X_test]), np.concatenate([y_fit, y_val, y_test]))
    joblib.dump({"model": shipped, "cutoff": cutoff}, args.out)


if __name__ == "__main__":
    main()
