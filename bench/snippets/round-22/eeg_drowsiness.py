"""Drowsiness from band power, leave-one-driver-out."""
import argparse

import numpy as np
from scipy.signal import welch
from sklearn.decomposition import PCA
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import LeaveOneGroupOut
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

BANDS = {"delta": (1, 4), "theta": (4, 8), "alpha": (8, 13), "beta": (13, 30)}


def band_power(epochs, rate):
    freqs, power = welch(epochs, fs=rate, nperseg=2 * rate, axis=-1)
    parts = []
    for low, high in BANDS.values():
        keep = (freqs >= low) & (freqs < high)
        parts.append(np.log(power[..., keep].mean(axis=-1)))
    return np.concatenate(parts, axis=1)


def compact(features, n_components):
    centred = StandardScaler().fit_transform(features)
    return PCA(n_components=n_components, whiten=True, random_state=0).fit_transform(centred)


def per_driver(x, y, driver):
    scores = {}
    for fit_rows, held_rows in LeaveOneGroupOut().split(x, y, driver):
        model = LinearSVC(C=0.05, class_weight="balanced", max_iter=20_000)
        model.fit(x[fit_rows], y[fit_rows])
        name = driver[held_rows][0]
        scores[name] = balanced_accuracy_score(y[held_rows], model.predict(x[held_rows]))
    return scores


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--recordings", default="data/drives.npz")
    parser.add_argument("--components", type=int, default=24)
    args = parser.parse_args()

    drives = np.load(args.recordings, allow_pickle=False)
    features = band_power(drives["epochs"], int(drives["rate"]))
    x = compact(features, args.components)
    scores = per_driver(x, drives["drowsy"], drives["driver"])
    for name, value in sorted(scores.items()):
        print(f"{name}  {value:.3f}")
    values = np.array(list(scores.values()))
    print(f"mean {values.mean():.3f}, worst {values.min():.3f}, drivers {len(values)}")


if __name__ == "__main__":
    main()
