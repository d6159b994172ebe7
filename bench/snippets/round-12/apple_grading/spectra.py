import numpy as np
import pandas as pd
from scipy.signal import savgol_filter


def read(path, target):
    """One apple per row, wl_* are absorbances."""
    table = pd.read_parquet(path)
    spectra = table.filter(like="wl_").to_numpy(dtype=float)
    return derivative(spectra), table[target].to_numpy(dtype=float)


def derivative(spectra):
    smooth = savgol_filter(spectra, window_length=15, polyorder=2, deriv=1, axis=1)
    return smooth / np.linalg.norm(smooth, axis=1, keepdims=True)
