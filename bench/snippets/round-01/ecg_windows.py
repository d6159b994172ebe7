import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split


def summarise(window: np.ndarray) -> dict:
    spectrum = np.abs(np.fft.rfft(window))
    return {
        "rms": float(np.sqrt(np.mean(window**2))),
        "peak": float(window.max()),
        "dominant": int(spectrum[1:].argmax()),
        "energy": float((spectrum**2).sum()),
    }


def windows_of(signal, size=360):
    for start in range(0, len(signal) - size, size):
        yield signal[start:start + size]


def collect(annotations: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for patient_id, recs in annotations.groupby("patient_id"):
        for rec in recs.itertuples():
            signal = np.load(f"signals/{rec.file}")
            rows += [{"patient_id": patient_id, "arrhythmia": rec.arrhythmia, **summarise(w)}
                     for w in windows_of(signal)]
    return pd.DataFrame(rows)


beats = collect(pd.read_csv("annotations.csv"))
X, y = beats.drop(columns=["patient_id", "arrhythmia"]), beats["arrhythmia"]
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, stratify=y, random_state=4)
clf = ExtraTreesClassifier(n_estimators=400, n_jobs=-1, random_state=4).fit(X_tr, y_tr)
print("F1:", f1_score(y_te, clf.predict(X_te)))
