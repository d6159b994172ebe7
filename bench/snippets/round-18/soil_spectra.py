"""Organic carbon from NIR spectra; one composite sample per field."""
import numpy as np
import pandas as pd
from sklearn.cross_decomposition import PLSRegression
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score, root_mean_squared_error
from sklearn.model_selection import KFold


def snv(spectra):
    mean = spectra.mean(axis=1, keepdims=True)
    std = spectra.std(axis=1, keepdims=True)
    return (spectra - mean) / std


def latent(spectra, carbon, n_components=12):
    pls = PLSRegression(n_components=n_components)
    pls.fit(spectra, carbon)
    return pls.transform(spectra)


def cross_validate(scores, carbon, folds=10):
    predicted = np.empty_like(carbon)
    splitter = KFold(n_splits=folds, shuffle=True, random_state=1)
    for fit_idx, out_idx in splitter.split(scores):
        ridge = Ridge(alpha=0.5)
        ridge.fit(scores[fit_idx], carbon[fit_idx])
        predicted[out_idx] = ridge.predict(scores[out_idx])
    return predicted


def main():
    table = pd.read_csv("data/nir_fields.csv")
    bands = [c for c in table.columns if c.startswith("nm_")]
    spectra = snv(table[bands].to_numpy(dtype=float))
    carbon = table["soc_percent"].to_numpy(dtype=float)

    scores = latent(spectra, carbon)
    predicted = cross_validate(scores, carbon)
    print(f"R2   {r2_score(carbon, predicted):.3f}")
    print(f"RMSE {root_mean_squared_error(carbon, predicted):.3f}")


if __name__ == "__main__":
    main()
