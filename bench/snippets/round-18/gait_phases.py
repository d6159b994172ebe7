"""Detect freezing of gait from a shank accelerometer."""
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

RATE = 64
WIDTH = 4 * RATE


def windows(trace):
    for start in range(0, len(trace) - WIDTH + 1, WIDTH):
        yield trace.iloc[start:start + WIDTH]


def power(values):
    spectrum = np.abs(np.fft.rfft(values - values.mean())) ** 2
    freq = np.fft.rfftfreq(len(values), 1 / RATE)
    walk = spectrum[(freq > 0.5) & (freq <= 3)].sum()
    freeze = spectrum[(freq > 3) & (freq <= 8)].sum()
    return walk, freeze, freeze / (walk + 1e-9)


def describe(walker_file):
    trace = pd.read_csv(walker_file)
    rows = []
    for part in windows(trace):
        row = {"walker": walker_file.stem, "frozen": int(part["frozen"].mean() > 0.5)}
        for axis in ("ax", "ay", "az"):
            row[f"{axis}_walk"], row[f"{axis}_freeze"], row[f"{axis}_index"] = power(
                part[axis].to_numpy()
            )
        rows.append(row)
    return rows


def main():
    rows = [row for f in sorted(Path("data/walkers").glob("*.csv")) for row in describe(f)]
    table = pd.DataFrame(rows)
    print(table.groupby("walker")["frozen"].agg(["size", "mean"]))
    X = table.drop(columns=["walker", "frozen"])
    y = table["frozen"]
    scores = []
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=6)
    for fit_idx, out_idx in folds.split(X, y):
        forest = RandomForestClassifier(300, class_weight="balanced", random_state=6)
        forest.fit(X.iloc[fit_idx], y.iloc[fit_idx])
        scores.append(f1_score(y.iloc[out_idx], forest.predict(X.iloc[out_idx])))
    print(f"F1 {np.mean(scores):.3f} +- {np.std(scores):.3f}")


if __name__ == "__main__":
    main()
