"""Average replicate scans to one absorbance spectrum per soil sample."""
import numpy as np
import pandas as pd

scans = pd.read_csv("raw/spectra.csv")
bands = [c for c in scans.columns if c.startswith("nm_")]
scans[bands] = np.log10(1.0 / scans[bands].clip(lower=1e-4))
samples = scans.groupby("sample_id").agg({**{b: "mean" for b in bands}, "soc_percent": "first"})
samples.dropna().to_parquet("work/spectra.parquet")
