"""Defect detection for spot welds from process signals (one row per weld)."""
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from imblearn.over_sampling import RandomOverSampler
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import classification_report, matthews_corrcoef
from sklearn.model_selection import train_test_split

SIGNALS = [
    "peak_current", "rms_voltage", "electrode_force", "squeeze_ms",
    "weld_ms", "hold_ms", "dynamic_resistance_slope", "expulsion_energy",
]


@dataclass
class WeldData:
    path: str
    seed: int = 21
    X: np.ndarray = field(init=False)
    y: np.ndarray = field(init=False)

    def __post_init__(self):
        welds = pd.read_parquet(self.path).drop_duplicates("weld_id")
        values = welds[SIGNALS].to_numpy(dtype=float)
        defect = welds["defect"].astype(int).to_numpy()
        self.X, self.y = self._equalise(values, defect)

    def _equalise(self, values, defect):
        sampler = RandomOverSampler(sampling_strategy=1.0, random_state=self.seed)
        return sampler.fit_resample(values, defect)

    def parts(self, share=0.2):
        return train_test_split(
            self.X, self.y, test_size=share, stratify=self.y, random_state=self.seed
        )


def main():
    data = WeldData("data/spot_welds.parquet")
    X_train, X_test, y_train, y_test = data.parts()
    forest = ExtraTreesClassifier(n_estimators=500, min_samples_leaf=1, n_jobs=-1, random_state=1)
    forest.fit(X_train, y_train)

    predicted = forest.predict(X_test)
    print(classification_report(y_test, predicted, target_names=["sound", "defect"]))
    print("MCC", round(matthews_corrcoef(y_test, predicted), 3))


if __name__ == "__main__":
    main()
