"""EEG drowsiness: 4-second windows with 75 % overlap, 31 drivers."""
import numpy as np
import pandas as pd
from scipy.signal import welch
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FS, WIN, HOP = 128, 512, 128
BANDS = {"delta": (1, 4), "theta": (4, 8), "alpha": (8, 13), "beta": (13, 30)}


def band_power(x):
    f, p = welch(x, fs=FS, nperseg=256)
    total = p.sum()
    return [np.log(p[(f >= a) & (f < b)].sum() / total) for a, b in BANDS.values()]


def windows(rec):
    sig = rec[["O1", "O2"]].to_numpy()
    lab = rec["drowsy"].to_numpy()
    for s in range(0, len(rec) - WIN + 1, HOP):
        feats = band_power(sig[s:s + WIN, 0]) + band_power(sig[s:s + WIN, 1])
        yield feats, int(lab[s:s + WIN].mean() > 0.5)


eeg = pd.read_parquet("eeg_sim.parquet")
X, y = [], []
for driver, rec in eeg.groupby("driver"):
    for feats, lab in windows(rec.sort_values("sample")):
        X.append(feats)
        y.append(lab)
X, y = np.asarray(X), np.asarray(y)

X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)
lda = make_pipeline(StandardScaler(), LinearDiscriminantAnalysis())
lda.fit(X_tr, y_tr)
print("windows", len(y), "kappa", round(cohen_kappa_score(y_te, lda.predict(X_te)), 3))
