"""Predict grain moisture from near-infrared spectra."""
import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


class MoistureModel:
    def __init__(self, csv_path, n_components=12, seed=7):
        self.csv_path = Path(csv_path)
        self.n_components = n_components
        self.seed = seed
        self.components_ = None
        self.moisture_ = None

    @staticmethod
    def _snv(spectra):
        mean = spectra.mean(axis=1, keepdims=True)
        std = spectra.std(axis=1, keepdims=True)
        return (spectra - mean) / std

    def _compress(self, spectra):
        centred = StandardScaler().fit_transform(spectra)
        pca = PCA(n_components=self.n_components, random_state=self.seed)
        return pca.fit_transform(centred)

    def load(self):
        frame = pd.read_csv(self.csv_path)
        bands = [c for c in frame.columns if c.startswith("nm_")]
        spectra = frame[bands].to_numpy(dtype=float)
        self.components_ = self._compress(self._snv(spectra))
        self.moisture_ = frame["moisture_pct"].to_numpy()
        return self

    def evaluate(self):
        X_train, X_test, y_train, y_test = train_test_split(
            self.components_, self.moisture_, test_size=0.25, random_state=self.seed
        )
        reg = Ridge(alpha=1.0).fit(X_train, y_train)
        pred = reg.predict(X_test)
        return {
            "mae": float(mean_absolute_error(y_test, pred)),
            "r2": float(r2_score(y_test, pred)),
            "bias": float(np.mean(pred - y_test)),
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--csv", default="data/grain_nir.csv")
    parser.add_argument("--components", type=int, default=12)
    args = parser.parse_args()
    model = MoistureModel(args.csv, n_components=args.components).load()
    print(json.dumps(model.evaluate(), indent=2))


if __name__ == "__main__":
    main()
