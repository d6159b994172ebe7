import numpy as np
import pandas as pd
from sklearn.cross_decomposition import PLSRegression
from sklearn.impute import KNNImputer


def read_spectra(path: str):
    frame = pd.read_csv(path)
    bands = [c for c in frame.columns if c.startswith("nm_")]
    return frame[bands].to_numpy(dtype=float), frame["moisture"].to_numpy(dtype=float)


def compress(spectra: np.ndarray, moisture: np.ndarray, size: int) -> np.ndarray:
    filled = KNNImputer(n_neighbors=7).fit_transform(spectra)
    latent = PLSRegression(n_components=size).fit(filled, moisture)
    return latent.transform(filled)
