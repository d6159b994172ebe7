"""Fault class of circulation pumps from one-minute vibration summaries (one summary per pump)."""
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score, precision_recall_fscore_support
from sklearn.model_selection import train_test_split

BANDS = [f"band_{i:02d}" for i in range(24)]


class Balancer:
    def __init__(self, label, seed):
        self.label = label
        self.rng = np.random.default_rng(seed)

    def __call__(self, frame):
        counts = frame[self.label].value_counts()
        goal = counts.max()
        parts = []
        for cls, n in counts.items():
            rows = frame[frame[self.label] == cls]
            extra = rows.iloc[self.rng.integers(0, n, goal - n)]
            parts += [rows, extra]
        return pd.concat(parts, ignore_index=True)


def kurtosis(block):
    centred = block - block.mean(axis=1, keepdims=True)
    return (centred**4).mean(axis=1) / (centred**2).mean(axis=1) ** 2


def load():
    frame = pd.read_feather("pumps.feather")
    block = frame[BANDS].to_numpy()
    frame["rms"] = np.sqrt((block**2).mean(axis=1))
    frame["kurt"] = kurtosis(block)
    frame["peak_band"] = block.argmax(axis=1)
    return frame


def build_sets(frame, steps, seed):
    for step in steps:
        frame = step(frame)
    return train_test_split(frame, test_size=0.25, stratify=frame["fault"], random_state=seed)


def main(seed=3):
    train, test = build_sets(load(), steps=[Balancer("fault", seed)], seed=seed)
    inputs = BANDS + ["rms", "kurt", "peak_band"]

    forest = RandomForestClassifier(n_estimators=400, min_samples_leaf=2, n_jobs=-1, random_state=seed)
    forest.fit(train[inputs], train["fault"])

    guess = forest.predict(test[inputs])
    print("macro F1", f1_score(test["fault"], guess, average="macro"))
    for cls, p, r, f in zip(forest.classes_, *precision_recall_fscore_support(test["fault"], guess)[:3]):
        print(f"{cls:<18} P={p:.2f} R={r:.2f} F1={f:.2f}")


if __name__ == "__main__":
    main()
