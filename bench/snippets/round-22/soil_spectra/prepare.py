"""NIR scans to principal component scores."""
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import yaml
from scipy.signal import savgol_filter
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def snv(spectra):
    centred = spectra - spectra.mean(axis=1, keepdims=True)
    return centred / spectra.std(axis=1, keepdims=True)


def main():
    params = yaml.safe_load(Path("params.yaml").read_text())["prepare"]
    scans = pd.read_csv(params["raw"]).drop_duplicates("core_id").reset_index(drop=True)
    bands = [c for c in scans.columns if c.startswith("nm_")]
    spectra = savgol_filter(snv(scans[bands].to_numpy()), 11, polyorder=2, deriv=1, axis=1)

    spectral = make_pipeline(StandardScaler(), PCA(params["components"], random_state=0))
    scores = spectral.fit_transform(spectra)

    out = Path("data/prepared")
    out.mkdir(parents=True, exist_ok=True)
    names = [f"pc{i:02d}" for i in range(scores.shape[1])]
    table = pd.DataFrame(scores, columns=names)
    table["organic_carbon"] = scans["organic_carbon"].to_numpy()
    table.to_parquet(out / "scores.parquet")
    joblib.dump(spectral, out / "spectral_model.joblib")
    print("explained", np.round(spectral[-1].explained_variance_ratio_.sum(), 3))


if __name__ == "__main__":
    main()
