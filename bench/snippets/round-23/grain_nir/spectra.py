"""Loading and compression of near-infrared scans of wheat samples."""
from pathlib import Path

import pandas as pd
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

BAND_PREFIX = "nm_"


def snv(block):
    centred = block - block.mean(axis=1, keepdims=True)
    return centred / block.std(axis=1, keepdims=True)


class ScanTable:
    """One averaged scan per sample, with the reference protein value."""

    def __init__(self, source, n_components=12):
        table = pd.read_csv(Path(source)).drop_duplicates("sample_code")
        bands = [c for c in table.columns if c.startswith(BAND_PREFIX)]
        self.protein = table["protein_pct"].to_numpy()
        self.raw = snv(table[bands].to_numpy(dtype=float))
        self.n_components = n_components
        self.scores = None

    def compress(self):
        standard = StandardScaler().fit_transform(self.raw)
        self.scores = PCA(n_components=self.n_components, random_state=0).fit_transform(standard)
        return self
