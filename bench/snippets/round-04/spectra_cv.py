#!/usr/bin/env python
"""NIR spectra -> protein content."""
import sys

import numpy as np
from scipy.signal import savgol_filter
from sklearn.cross_decomposition import PLSRegression
from sklearn.decomposition import PCA
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler


def read_spectra(fname):
    raw = np.genfromtxt(fname, delimiter=";", skip_header=1)
    return raw[:, 1:], raw[:, 0]


def smooth(spectra):
    return savgol_filter(spectra, window_length=15, polyorder=2, deriv=1, axis=1)


def reduce_dims(spectra, n_components):
    z = StandardScaler().fit_transform(spectra)
    return PCA(n_components=n_components, random_state=0).fit_transform(z)


def crossval(scores, protein, n_folds=10):
    preds = np.empty_like(protein)
    for tr, te in KFold(n_folds, shuffle=True, random_state=0).split(scores):
        pls = PLSRegression(n_components=6)
        pls.fit(scores[tr], protein[tr])
        preds[te] = pls.predict(scores[te]).ravel()
    return np.sqrt(mean_squared_error(protein, preds))


if __name__ == "__main__":
    spectra, protein = read_spectra(sys.argv[1])
    scores = reduce_dims(smooth(spectra), n_components=20)
    print("RMSECV = %.3f" % crossval(scores, protein))
