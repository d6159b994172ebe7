import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, confusion_matrix, roc_curve
from sklearn.model_selection import train_test_split

INPUTS = ["asymmetry", "border", "colours", "diameter_mm", "age"]


class Triage:
    def __init__(self, sensitivity=0.95):
        self.sensitivity = sensitivity
        self.model = HistGradientBoostingClassifier(max_iter=200, learning_rate=0.05)
        self.map = IsotonicRegression(out_of_bounds="clip")
        self.level = 0.5

    def fit(self, X, y):
        self.model.fit(X, y)
        return self

    def tune(self, X, y):
        raw = self.model.predict_proba(X)[:, 1]
        self.map.fit(raw, y)
        _, tpr, levels = roc_curve(y, self.map.predict(raw))
        self.level = float(levels[np.argmax(tpr >= self.sensitivity)])
        return self

    def risk(self, X):
        return self.map.predict(self.model.predict_proba(X)[:, 1])


def main():
    lesions = pd.read_csv("data/lesions_one_per_patient.csv")
    X, y = lesions[INPUTS], lesions["malignant"]
    X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=2)
    X_fit, X_val, y_fit, y_val = train_test_split(
        X_rest, y_rest, test_size=0.25, stratify=y_rest, random_state=2
    )
    triage = Triage().fit(X_fit, y_fit).tune(X_val, y_val)
    risk = triage.risk(X_test)
    tn, fp, fn, tp = confusion_matrix(y_test, risk >= triage.level).ravel()
    print(f"level {triage.level:.3f}  sensitivity {tp / (tp + fn):.3f}  specificity {tn / (tn + fp):.3f}")
    print(f"Brier {brier_score_loss(y_test, risk):.4f}")


if __name__ == "__main__":
    main()
