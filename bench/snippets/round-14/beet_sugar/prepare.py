"""Clean the beet spectra and write the table that the models use."""
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler


def snv(block: np.ndarray) -> np.ndarray:
    return (block - block.mean(axis=1, keepdims=True)) / block.std(axis=1, keepdims=True)


def main():
    params = yaml.safe_load(Path("params.yaml").read_text())["prepare"]
    raw = pd.read_csv("raw/beets.csv", index_col="beet_id")
    sugar = raw.pop("sugar_pct")
    block = snv(raw.to_numpy(float))
    block = StandardScaler().fit_transform(block)
    scores = PCA(params["components"], random_state=0).fit_transform(block)
    out = pd.DataFrame(scores, index=raw.index).add_prefix("pc")
    out["sugar_pct"] = sugar
    Path("work").mkdir(exist_ok=True)
    out.to_parquet("work/beets.parquet")


if __name__ == "__main__":
    main()
