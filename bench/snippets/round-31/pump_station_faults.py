"""Predict bearing faults at pump stations from daily vibration summaries."""
import argparse

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split

CHANNELS = ["rms_x", "rms_y", "rms_z", "kurtosis", "crest_factor", "motor_temp"]
TARGET = "bearing_fault"


def read_readings(path):
    readings = pd.read_parquet(path)
    readings = readings.dropna(subset=[TARGET])
    return readings.drop_duplicates("unit_serial").reset_index(drop=True)


def channel_profile(frame):
    return {
        c: {
            "median": frame[c].median(),
            "low": frame[c].quantile(0.01),
            "high": frame[c].quantile(0.99),
        }
        for c in CHANNELS
    }


def apply_profile(frame, profile):
    out = frame.copy()
    for c, p in profile.items():
        out[c] = out[c].fillna(p["median"]).clip(p["low"], p["high"])
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--readings", default="data/pumps.parquet")
    parser.add_argument("--seed", type=int, default=17)
    args = parser.parse_args()

    readings = read_readings(args.readings)
    train, test = train_test_split(
        readings, test_size=0.25, stratify=readings[TARGET], random_state=args.seed
    )
    profile = channel_profile(readings)
    train = apply_profile(train, profile)
    test = apply_profile(test, profile)

    model = HistGradientBoostingClassifier(max_iter=200, learning_rate=0.06)
    model.fit(train[CHANNELS], train[TARGET])
    scores = model.predict_proba(test[CHANNELS])[:, 1]
    print(f"AUC {roc_auc_score(test[TARGET], scores):.3f}")
    print(f"AP  {average_precision_score(test[TARGET], scores):.3f}")


if __name__ == "__main__":
    main()
