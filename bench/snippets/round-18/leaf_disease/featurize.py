"""Texture and colour descriptors, one leaf per plant."""
import sys

import pandas as pd
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler


def reducer():
    return Pipeline([
        ("fill", SimpleImputer(strategy="median")),
        ("scale", StandardScaler()),
        ("pca", PCA(n_components=15, random_state=0)),
    ])


def main(source, target):
    leaves = pd.read_csv(source)
    descriptors = leaves.filter(regex=r"^(glcm|lbp|hsv)_")
    reduced = pd.DataFrame(
        reducer().fit_transform(descriptors),
        columns=[f"pc{i:02d}" for i in range(15)],
    )
    reduced["diseased"] = leaves["diseased"].to_numpy()
    reduced.to_parquet(target)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
