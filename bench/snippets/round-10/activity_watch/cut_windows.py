"""Cut the recordings of the smart watch into windows of 5 s with 50 % overlap."""
from pathlib import Path

import numpy as np
import pandas as pd

FS, LENGTH = 50, 250


def windows(sig: np.ndarray):
    for s in range(0, len(sig) - LENGTH + 1, LENGTH // 2):
        yield sig[s : s + LENGTH]


def describe(w: np.ndarray) -> dict:
    mag = np.linalg.norm(w, axis=1)
    spec = np.abs(np.fft.rfft(mag - mag.mean()))
    return {
        "mean": mag.mean(),
        "std": mag.std(),
        "p90": np.percentile(mag, 90),
        "peak_hz": np.fft.rfftfreq(LENGTH, 1 / FS)[spec.argmax()],
        "jerk": np.abs(np.diff(mag)).mean(),
        **{f"ax{i}": w[:, i].mean() for i in range(3)},
    }


def main():
    rows = []
    for f in sorted(Path("recordings").glob("*/*.csv")):
        wearer, activity = f.parent.name, f.stem
        sig = pd.read_csv(f)[["x", "y", "z"]].to_numpy()
        for w in windows(sig):
            rows.append({"wearer": wearer, "activity": activity, **describe(w)})
    pd.DataFrame(rows).to_parquet("windows.parquet")


if __name__ == "__main__":
    main()
