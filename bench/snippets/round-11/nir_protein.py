"""Protein content of grain from near-infrared spectra."""
import numpy as np
import pandas as pd
from scipy.signal import savgol_filter
from sklearn.cross_decomposition import PLSRegression
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold, cross_val_predict

COMPONENTS = 12


def read_spectra(path):
    table = pd.read_csv(path, index_col="sample")
    bands = [c for c in table.columns if c.startswith("nm_")]
    return table[bands].to_numpy(), table["protein_pct"].to_numpy()


def snv(spectra):
    centred = spectra - spectra.mean(axis=1, keepdims=True)
    return centred / spectra.std(axis=1, keepdims=True)


def latent(spectra, protein):
    pls = PLSRegression(n_components=COMPONENTS)
    pls.fit(spectra, protein)
    return pls.transform(spectra)


def rmse(a, b):
    return float(np.sqrt(np.mean((a - b) ** 2)))


def main():
    raw, protein = read_spectra("data/grain_nir.csv")
    spectra = savgol_filter(snv(raw), window_length=15, polyorder=2, deriv=1, axis=1)
    scores = latent(spectra, protein)

    models = {
        "ridge": Ridge(alpha=1.0),
        "gp": GaussianProcessRegressor(RBF(2.0) + WhiteKernel(0.1), normalize_y=True),
    }
    folds = KFold(n_splits=10, shuffle=True, random_state=2)
    for name, model in models.items():
        predicted = cross_val_predict(model, scores, protein, cv=folds)
        error = rmse(protein, predicted)
        print(f"{name:6s} RMSECV {error:.3f}  RPD {protein.std() / error:.2f}")


if __name__ == "__main__":
    main()
