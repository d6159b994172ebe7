"""Atrial fibrillation alarm from one resting ECG per patient."""
import argparse
import json

import numpy as np
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import confusion_matrix, precision_recall_curve, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline

INPUTS = ["rr_mean", "rr_sd", "rmssd", "p_wave_energy", "qrs_ms", "f_wave_power", "age"]


class Alarm:
    def __init__(self, target_recall):
        self.target_recall = target_recall
        forest = RandomForestClassifier(500, min_samples_leaf=4, n_jobs=-1, random_state=0)
        self.model = CalibratedClassifierCV(
            make_pipeline(SimpleImputer(strategy="median"), forest), method="isotonic", cv=5
        )
        self.level = 0.5

    def fit(self, x, y):
        self.model.fit(x, y)
        return self

    def score(self, x):
        return self.model.predict_proba(x)[:, 1]

    def set_level(self, x, y):
        _, recall, levels = precision_recall_curve(y, self.score(x))
        allowed = levels[recall[:-1] >= self.target_recall]
        self.level = float(allowed.max()) if len(allowed) else 0.5
        return self

    def raise_for(self, x):
        return self.score(x) >= self.level


def summary(truth, raised, score):
    tn, fp, fn, tp = confusion_matrix(truth, raised).ravel()
    return {
        "auc": round(float(roc_auc_score(truth, score)), 4),
        "sensitivity": round(tp / (tp + fn), 4),
        "specificity": round(tn / (tn + fp), 4),
        "ppv": round(tp / max(tp + fp, 1), 4),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ecgs", default="data/ecg_features.csv")
    parser.add_argument("--recall", type=float, default=0.95)
    args = parser.parse_args()

    ecgs = pd.read_csv(args.ecgs).drop_duplicates("patient_id", keep="first")
    y = ecgs["af"].astype(int)
    rest, hold = train_test_split(np.arange(len(ecgs)), test_size=0.25, stratify=y, random_state=44)
    fit, tune = train_test_split(rest, test_size=0.25, stratify=y.iloc[rest], random_state=44)
    x = ecgs[INPUTS]

    alarm = Alarm(args.recall).fit(x.iloc[fit], y.iloc[fit]).set_level(x.iloc[tune], y.iloc[tune])
    result = summary(y.iloc[hold], alarm.raise_for(x.iloc[hold]), alarm.score(x.iloc[hold]))
    print(f"level {alarm.level:.3f}")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
