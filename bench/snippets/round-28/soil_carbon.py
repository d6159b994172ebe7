"""Organic carbon from near-infrared spectra, cores from independent farms."""
import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score, root_mean_squared_error
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler


class SpectraTable:
    """Spectra with their laboratory value, one core per farm."""

    def __init__(self, path: str, n_components: int = 25):
        table = pd.read_csv(path, index_col="core")
        self.carbon = table.pop("carbon_pct").to_numpy()
        self.wavelengths = table.columns.astype(float)
        self.absorbance = np.log10(1.0 / table.to_numpy().clip(1e-4))
        self._pca = PCA(n_components=n_components, random_state=0)
        self._scores = None

    @property
    def scores(self) -> np.ndarray:
        if self._scores is None:
            z = StandardScaler().fit_transform(self.absorbance)
            self._scores = self._pca.fit_transform(z)
        return self._scores


def crossvalidate(X, y, alpha=3.0, folds=10):
    predicted = np.empty_like(y, dtype=float)
    for fit_rows, out_rows in KFold(folds, shuffle=True, random_state=2).split(X):
        model = Ridge(alpha=alpha).fit(X[fit_rows], y[fit_rows])
        predicted[out_rows] = model.predict(X[out_rows])
    return predicted


def main():
    table = SpectraTable("nir_cores.csv")
    predicted = crossvalidate(table.scores, table.carbon)
    print("R2  ", round(r2_score(table.carbon, predicted), 3))
    print("RMSE", round(root_mean_squared_error(table.carbon, predicted), 3))


if __name__ == "__main__":
    main()
