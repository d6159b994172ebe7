"""Protein content of wheat flour from NIR spectra (400 flours, 700 channels)."""
import numpy as np
from scipy.signal import savgol_filter
from numpy.linalg import svd, lstsq

rng = np.random.default_rng(11)

S = np.loadtxt("flour_nir.csv", delimiter=",", skiprows=1)
prot, S = S[:, 0], S[:, 1:]

# derivative spectra, one row at a time
S = savgol_filter(S, window_length=11, polyorder=2, deriv=1, axis=1)
# SNV: each spectrum by itself
S = (S - S.mean(axis=1, keepdims=True)) / S.std(axis=1, keepdims=True)

centre = S.mean(axis=0)
_, sv, Vt = svd(S - centre, full_matrices=False)
k = int(np.searchsorted(np.cumsum(sv**2) / np.sum(sv**2), 0.995)) + 1
T = (S - centre) @ Vt[:k].T

order = rng.permutation(len(T))
n_cal = int(0.75 * len(T))
cal, hold = order[:n_cal], order[n_cal:]

A = np.c_[np.ones(len(cal)), T[cal]]
beta, *_ = lstsq(A, prot[cal], rcond=None)

pred = np.c_[np.ones(len(hold)), T[hold]] @ beta
rmsep = np.sqrt(np.mean((prot[hold] - pred) ** 2))
sep = np.std(prot[hold] - pred, ddof=1)
print(f"factors {k}  RMSEP {rmsep:.3f}  SEP {sep:.3f}  RPD {np.std(prot[hold]) / sep:.2f}")
