"""Protein content of wheat from near-infrared spectra, one spectrum per lot."""
import numpy as np
import pandas as pd
from scipy.signal import savgol_filter
from sklearn.decomposition import PCA
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import KFold


def snv(spectra):
    centre = spectra.mean(axis=1, keepdims=True)
    spread = spectra.std(axis=1, keepdims=True)
    return (spectra - centre) / spread


def load(path):
    table = pd.read_csv(path)
    bands = [c for c in table.columns if c.startswith("nm_")]
    return table[bands].to_numpy(), table["protein_pct"].to_numpy()


def latent(spectra, k):
    smooth = savgol_filter(snv(spectra), window_length=15, polyorder=2, deriv=1, axis=1)
    return PCA(n_components=k, random_state=0).fit_transform(smooth)


def rmsecv(scores, protein, folds):
    errors = []
    for fit_rows, out_rows in folds.split(scores):
        reg = Ridge(alpha=1.0)
        reg.fit(scores[fit_rows], protein[fit_rows])
        guess = reg.predict(scores[out_rows])
        errors.append(np.sqrt(mean_squared_error(protein[out_rows], guess)))
    return np.array(errors)


if __name__ == "__main__":
    spectra, protein = load("wheat_nir.csv")
    scores = latent(spectra, k=10)
    errors = rmsecv(scores, protein, KFold(n_splits=8, shuffle=True, random_state=3))
    print(f"RMSECV {errors.mean():.3f} +- {errors.std():.3f} % protein")
