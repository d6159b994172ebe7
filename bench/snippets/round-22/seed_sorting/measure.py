"""Standardised shape and colour measurements for all parts."""
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, PowerTransformer

COLUMNS = ["area", "perimeter", "compactness", "length", "width", "asymmetry", "groove", "hue", "chroma"]


def main():
    seeds = pd.read_csv("data/seeds.csv")
    rows = json.loads(Path("work/rows.json").read_text())
    kinds = LabelEncoder().fit_transform(seeds["variety"])
    steps = make_pipeline(SimpleImputer(strategy="median"), PowerTransformer())
    steps.fit(seeds.iloc[rows["train"]][COLUMNS])
    out = {}
    for part, index in rows.items():
        out[f"x_{part}"] = steps.transform(seeds.iloc[index][COLUMNS])
        out[f"y_{part}"] = kinds[index]
    np.savez("work/seeds.npz", **out)


if __name__ == "__main__":
    main()
