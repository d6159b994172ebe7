"""Sleep stage per 30 s epoch from single-channel EEG."""
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.signal import welch
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import GridSearchCV, GroupKFold, GroupShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

RATE = 100
BANDS = {"delta": (0.5, 4), "theta": (4, 8), "alpha": (8, 12), "sigma": (12, 16), "beta": (16, 30)}


def night(file):
    stored = np.load(file)
    signal = stored["eeg"]
    # amplifier gain differs between nights
    signal = (signal - np.median(signal)) / (np.quantile(signal, 0.75) - np.quantile(signal, 0.25))
    epochs = signal[: len(stored["stage"]) * 30 * RATE].reshape(-1, 30 * RATE)
    freq, power = welch(epochs, fs=RATE, nperseg=4 * RATE, axis=1)
    total = power[:, (freq >= 0.5) & (freq < 30)].sum(axis=1)
    rows = {name: power[:, (freq >= a) & (freq < b)].sum(axis=1) / total for name, (a, b) in BANDS.items()}
    rows["log_total"] = np.log(total)
    frame = pd.DataFrame(rows)
    frame["stage"] = stored["stage"]
    frame["sleeper"] = file.stem.split("_")[0]
    return frame


def gather(folder):
    return pd.concat([night(f) for f in sorted(Path(folder).glob("*.npz"))], ignore_index=True)


def main():
    epochs = gather("nights")
    features = list(BANDS) + ["log_total"]
    outer = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=30)
    develop, final = next(outer.split(epochs, groups=epochs["sleeper"]))
    develop, final = epochs.iloc[develop], epochs.iloc[final]

    search = GridSearchCV(
        make_pipeline(StandardScaler(), RandomForestClassifier(n_estimators=300, n_jobs=-1, random_state=30)),
        {"randomforestclassifier__min_samples_leaf": [1, 5, 20], "randomforestclassifier__max_features": [2, 3, 5]},
        cv=GroupKFold(n_splits=5),
        scoring="balanced_accuracy",
    )
    search.fit(develop[features], develop["stage"], groups=develop["sleeper"])

    scored = final.assign(guess=search.predict(final[features]))
    print("kappa", cohen_kappa_score(scored["stage"], scored["guess"]))
    for sleeper, rows in scored.groupby("sleeper"):
        print(sleeper, round(cohen_kappa_score(rows["stage"], rows["guess"]), 3))


if __name__ == "__main__":
    main()
