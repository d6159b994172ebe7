"""Gearbox alarm from oil samples; one sample per inspected turbine."""
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score, recall_score
from sklearn.model_selection import train_test_split

OIL = ["fe_ppm", "cu_ppm", "si_ppm", "water_ppm", "viscosity_40c", "tan"]


class OilLab:
    def __init__(self, path, seed=4):
        self.seed = seed
        self.samples = pd.read_csv(path).dropna(subset=OIL)
        self.samples["fe_cu"] = self.samples["fe_ppm"] / (self.samples["cu_ppm"] + 1)

    def level_out(self):
        counts = self.samples["fault"].value_counts()
        rare = self.samples[self.samples["fault"] == counts.idxmin()]
        extra = rare.sample(counts.max() - counts.min(), replace=True, random_state=self.seed)
        self.samples = pd.concat([self.samples, extra], ignore_index=True)
        return self

    def arrays(self):
        cols = OIL + ["fe_cu"]
        return self.samples[cols].to_numpy(np.float64), self.samples["fault"].to_numpy()


def run(path):
    X, y = OilLab(path).level_out().arrays()
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.25, random_state=4)
    forest = RandomForestClassifier(n_estimators=500, min_samples_leaf=2, random_state=4)
    forest.fit(X_tr, y_tr)
    guess = forest.predict(X_te)
    return {"f1": f1_score(y_te, guess), "recall": recall_score(y_te, guess)}


if __name__ == "__main__":
    for name, value in run("oil_samples.csv").items():
        print(f"{name}: {value:.3f}")
