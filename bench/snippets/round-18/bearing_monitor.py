import json
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from scipy.stats import kurtosis
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import accuracy_score, confusion_matrix

STATES = ["healthy", "inner_race", "outer_race", "ball"]


def describe(signal):
    rms = float(np.sqrt(np.mean(signal ** 2)))
    return {
        "rms": rms,
        "peak": float(np.abs(signal).max()),
        "crest": float(np.abs(signal).max() / rms),
        "kurtosis": float(kurtosis(signal)),
    }


class BearingMonitor:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.model = ExtraTreesClassifier(n_estimators=400, random_state=3)

    def load(self):
        index = pd.read_csv(self.folder / "index.csv")
        signals = [np.load(self.folder / name) for name in index["signal"]]
        self.features = pd.DataFrame([describe(s) for s in signals])
        self.states = index["state"].map(STATES.index).to_numpy()
        return self

    def train(self):
        self.model.fit(self.features, self.states)
        return self

    def report(self):
        predicted = self.model.predict(self.features)
        return {
            "accuracy": accuracy_score(self.states, predicted),
            "confusion": confusion_matrix(self.states, predicted).tolist(),
        }


if __name__ == "__main__":
    monitor = BearingMonitor("data/bearings").load().train()
    metrics = monitor.report()
    Path("reports/bearing_accuracy.json").write_text(json.dumps(metrics, indent=2))
    joblib.dump(monitor.model, "models/bearing.joblib")
    print(f"accuracy {metrics['accuracy']:.3f}")
