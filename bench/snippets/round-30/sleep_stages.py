"""Sleep stage from overlapping EEG windows; whole sleepers are kept together."""
from pathlib import Path

import numpy as np
from scipy.signal import welch
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import GridSearchCV, GroupKFold, GroupShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

RATE = 100
BANDS = [(0.5, 4), (4, 8), (8, 12), (12, 16), (16, 30)]


def windows(signal, stages, size=30 * RATE, step=15 * RATE):
    for start in range(0, len(signal) - size + 1, step):
        middle = start + size // 2
        yield signal[start:start + size], stages[middle // (30 * RATE)]


def powers(piece):
    freq, psd = welch(piece, RATE, nperseg=4 * RATE)
    band = np.array([psd[(freq >= lo) & (freq < hi)].sum() for lo, hi in BANDS])
    return np.log(band / band.sum())


def collect(folder):
    X, y, sleeper = [], [], []
    for path in sorted(Path(folder).glob("*_night*.npz")):
        night = np.load(path)
        for piece, stage in windows(night["eeg"], night["stages"]):
            X.append(powers(piece))
            y.append(stage)
            sleeper.append(path.name.split("_")[0])
    return np.array(X), np.array(y), np.array(sleeper)


def main():
    X, y, sleeper = collect("nights")
    outer = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=15)
    train, test = next(outer.split(X, y, groups=sleeper))
    search = GridSearchCV(
        make_pipeline(StandardScaler(), SVC(class_weight="balanced")),
        {"svc__C": [0.3, 1, 3, 10], "svc__gamma": ["scale", 0.05, 0.2]},
        cv=GroupKFold(5), n_jobs=-1,
    )
    search.fit(X[train], y[train], groups=sleeper[train])
    print(search.best_params_)
    print("kappa", cohen_kappa_score(y[test], search.predict(X[test])))


if __name__ == "__main__":
    main()
