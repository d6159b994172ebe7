"""Stroke triage score from the emergency call protocol, one call per patient."""
import numpy as np
import pandas as pd
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, confusion_matrix, roc_auc_score
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier

ITEMS = ["age", "speech", "arm_drift", "face_droop", "onset_min", "headache", "prior_stroke", "systolic"]
MIN_SENSITIVITY = 0.95


class Triage:
    def __init__(self, **params):
        self.trees = XGBClassifier(**params)
        self.curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
        self.cut = None

    def fit(self, X, y):
        self.trees.fit(X, y)
        return self

    def calibrate(self, X, y):
        self.curve.fit(self.trees.predict_proba(X)[:, 1], y)
        return self

    def choose_cut(self, X, y):
        positives = np.sort(self.risk(X)[y.to_numpy() == 1])
        allowed = int(np.floor((1 - MIN_SENSITIVITY) * len(positives)))
        self.cut = positives[allowed]
        return self

    def risk(self, X):
        return self.curve.predict(self.trees.predict_proba(X)[:, 1])

    def alarm(self, X):
        return (self.risk(X) >= self.cut).astype(int)


def cut_off(table, share, seed):
    return train_test_split(table, test_size=share, stratify=table["stroke"], random_state=seed)


def main():
    calls = pd.read_csv("calls.csv").drop_duplicates("patient_id")
    rest, test = cut_off(calls, 0.2, seed=21)
    rest, for_cut = cut_off(rest, 0.2, seed=22)
    train, for_curve = cut_off(rest, 0.2, seed=23)

    triage = Triage(n_estimators=250, max_depth=3, learning_rate=0.05, subsample=0.8, random_state=0)
    triage.fit(train[ITEMS], train["stroke"])
    triage.calibrate(for_curve[ITEMS], for_curve["stroke"])
    triage.choose_cut(for_cut[ITEMS], for_cut["stroke"])

    risk, alarm = triage.risk(test[ITEMS]), triage.alarm(test[ITEMS])
    tn, fp, fn, tp = confusion_matrix(test["stroke"], alarm).ravel()
    print(f"AUC {roc_auc_score(test['stroke'], risk):.3f} Brier {brier_score_loss(test['stroke'], risk):.3f}")
    print(f"sensitivity {tp / (tp + fn):.3f} specificity {tn / (tn + fp):.3f} at {triage.cut:.3f}")


if __name__ == "__main__":
    main()
