"""Protein content of wheat lots from near-infrared curves (one curve per lot)."""
import argparse
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from scipy.signal import savgol_filter
from sklearn.decomposition import PCA
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR


class CurveTable:
    """Curves and reference values of one harvest season."""

    def __init__(self, path, n_components):
        raw = pd.read_csv(path).drop_duplicates(subset="lot")
        bands = [c for c in raw.columns if c.startswith("nm_")]
        self.protein = raw["protein_pct"].to_numpy()
        self.curves = savgol_filter(
            raw[bands].to_numpy(), window_length=11, polyorder=2, deriv=1, axis=1
        )
        self.compressor = make_pipeline(StandardScaler(), PCA(n_components=n_components))
        self._scores = None

    @property
    def scores(self):
        if self._scores is None:
            self._scores = self.compressor.fit_transform(self.curves)
        return self._scores


def tune(scores, protein):
    grid = {"C": [1, 10, 100], "epsilon": [0.05, 0.1, 0.2], "gamma": ["scale", 0.01]}
    search = GridSearchCV(
        SVR(kernel="rbf"), grid, cv=5, scoring="neg_mean_squared_error", n_jobs=-1
    )
    return search.fit(scores, protein).best_estimator_


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--curves", type=Path, default=Path("data/season.csv"))
    parser.add_argument("--components", type=int, default=25)
    parser.add_argument("--out", type=Path, default=Path("models/protein.joblib"))
    args = parser.parse_args()

    table = CurveTable(args.curves, args.components)
    a_scores, b_scores, a_protein, b_protein = train_test_split(
        table.scores, table.protein, test_size=0.2, random_state=7
    )
    model = tune(a_scores, a_protein)
    predicted = model.predict(b_scores)
    rmse = np.sqrt(mean_squared_error(b_protein, predicted))
    print(f"RMSEP {rmse:.3f} %   R2 {r2_score(b_protein, predicted):.3f}")

    args.out.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump({"compressor": table.compressor, "model": model}, args.out)


if __name__ == "__main__":
    main()
