"""Fall-risk class from a waist-worn accelerometer."""
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.signal import welch
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

RATE = 100
LENGTH = 4 * RATE
STEP = LENGTH // 2


def cut(signal):
    for start in range(0, len(signal) - LENGTH + 1, STEP):
        yield signal[start:start + LENGTH]


def summarise(window):
    freq, power = welch(window, fs=RATE, nperseg=200, axis=0)
    peak = freq[power.argmax(axis=0)]
    return np.concatenate([window.mean(0), window.std(0), np.ptp(window, axis=0), peak])


class WalkStudy:
    """Recordings are stored as walks/<subject>_<trial>.npy, risk per subject in a table."""

    def __init__(self, root):
        self.root = Path(root)
        self.risk = pd.read_csv(self.root / "subjects.csv", index_col="subject")["risk_class"]

    def windows(self):
        X, y = [], []
        for file in sorted((self.root / "walks").glob("*.npy")):
            subject = file.stem.split("_")[0]
            for window in cut(np.load(file)):
                X.append(summarise(window))
                y.append(self.risk[subject])
        return np.array(X), np.array(y)


def main():
    X, y = WalkStudy("data").windows()
    forest = RandomForestClassifier(n_estimators=300, random_state=0, n_jobs=-1)
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=0)
    pred = cross_val_predict(forest, X, y, cv=folds)
    print(f"{len(y)} windows, balanced accuracy {balanced_accuracy_score(y, pred):.3f}")


if __name__ == "__main__":
    main()
