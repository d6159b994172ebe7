"""Parkinson detection from shoe sensors."""
from pathlib import Path

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

SIZE, STEP = 256, 128


def describe(window):
    spectrum = np.abs(np.fft.rfft(window, axis=0))
    return np.concatenate([window.mean(0), window.std(0), spectrum[1:9].ravel()])


def windows_of(path):
    signal = np.loadtxt(path, delimiter=",")
    for start in range(0, len(signal) - SIZE + 1, STEP):
        yield describe(signal[start:start + SIZE])


def collect(folder):
    rows, diagnosis = [], []
    for path in sorted(Path(folder).glob("subject_*.csv")):
        label = int(path.stem.endswith("_pd"))
        for row in windows_of(path):
            rows.append(row)
            diagnosis.append(label)
    return np.array(rows), np.array(diagnosis)


def main():
    X, y = collect("walks")
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=12)
    forest = RandomForestClassifier(n_estimators=500, random_state=12).fit(X_train, y_train)
    print("accuracy", accuracy_score(y_test, forest.predict(X_test)))


if __name__ == "__main__":
    main()
