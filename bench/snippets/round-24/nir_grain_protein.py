"""Protein content of wheat kernels from near-infrared spectra."""
import argparse

import numpy as np
import pandas as pd
from scipy.signal import savgol_filter
from sklearn.decomposition import PCA
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


class SpectraLibrary:
    """Spectra of one harvest, one averaged spectrum per kernel batch."""

    def __init__(self, path, n_components=12):
        self.path = path
        self.n_components = n_components
        self.scores = None
        self.protein = None

    def load(self):
        scans = pd.read_parquet(self.path)
        batches = scans.groupby("batch_id", as_index=False).mean(numeric_only=True)
        bands = [c for c in batches.columns if c.startswith("nm_")]
        curves = savgol_filter(
            batches[bands].to_numpy(), window_length=11, polyorder=2, deriv=1, axis=1
        )
        self.scores = self._compress(curves)
        self.protein = batches["protein_pct"].to_numpy()
        return self

    def _compress(self, curves):
        levelled = StandardScaler().fit_transform(curves)
        return PCA(n_components=self.n_components).fit_transform(levelled)

    def partition(self, share, seed):
        return train_test_split(
            self.scores, self.protein, test_size=share, random_state=seed
        )


def fit_and_report(library, share, seed):
    s_train, s_test, p_train, p_test = library.partition(share, seed)
    model = RidgeCV(alphas=np.logspace(-3, 3, 25), cv=5)
    model.fit(s_train, p_train)
    estimate = model.predict(s_test)
    rmsep = np.sqrt(mean_squared_error(p_test, estimate))
    print(f"alpha {model.alpha_:.4f}")
    print(f"RMSEP {rmsep:.3f} %  R2 {r2_score(p_test, estimate):.3f}")
    return model


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("spectra", help="parquet with nm_* columns and protein_pct")
    parser.add_argument("--components", type=int, default=12)
    parser.add_argument("--share", type=float, default=0.25)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()

    library = SpectraLibrary(args.spectra, args.components).load()
    fit_and_report(library, args.share, args.seed)


if __name__ == "__main__":
    main()
