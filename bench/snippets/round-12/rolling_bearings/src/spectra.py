"""Order spectra of bench runs, compressed (one run per bearing)."""
import numpy as np
import pandas as pd
import yaml
from sklearn.decomposition import PCA
from sklearn.preprocessing import QuantileTransformer


def magnitude(signal):
    window = np.hanning(len(signal))
    return np.abs(np.fft.rfft(signal * window))[1:1025]


def main():
    params = yaml.safe_load(open("params.yaml"))["spectra"]
    runs = pd.read_parquet("data/bearings.parquet")
    raw = np.stack([magnitude(np.asarray(s)) for s in runs["vibration"]])
    even = QuantileTransformer(output_distribution="normal", random_state=0).fit_transform(raw)
    compact = PCA(n_components=params["components"], random_state=0).fit_transform(even)
    np.savez("data/spectra.npz", X=compact, y=runs["fault"].to_numpy(dtype=str))


if __name__ == "__main__":
    main()
