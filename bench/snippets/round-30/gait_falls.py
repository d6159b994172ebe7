"""Fall risk from insole recordings; every resident walks the corridor several times."""
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.signal import find_peaks
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def describe_walk(path):
    signal = np.loadtxt(path, delimiter=",")
    peaks, _ = find_peaks(signal[:, 0], distance=30)
    stride = np.diff(peaks)
    return {
        "resident": path.stem.split("_")[0],
        "stride_mean": stride.mean(),
        "stride_cv": stride.std() / stride.mean(),
        "force_left": signal[:, 0].max(),
        "force_right": signal[:, 1].max(),
        "sway": signal[:, 2].std(),
    }


def collect(folder):
    walks = pd.DataFrame([describe_walk(p) for p in sorted(Path(folder).glob("*_walk*.csv"))])
    residents = pd.read_csv(Path(folder) / "residents.csv", dtype={"resident": str})
    return walks.merge(residents[["resident", "fell_last_year"]], on="resident")


def main():
    walks = collect("insole")
    print(walks.groupby("resident").size().describe())
    X = walks.drop(columns=["resident", "fell_last_year"])
    y = walks["fell_last_year"]
    model = make_pipeline(StandardScaler(), SVC(C=3.0, class_weight="balanced"))
    folds = StratifiedKFold(n_splits=10, shuffle=True, random_state=4)
    pred = cross_val_predict(model, X, y, cv=folds)
    print("balanced accuracy", balanced_accuracy_score(y, pred))


if __name__ == "__main__":
    main()
