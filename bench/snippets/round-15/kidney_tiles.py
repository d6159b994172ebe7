"""Tubular injury grade from stained tiles cut out of whole-slide images."""
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image
from skimage.color import rgb2hed
from skimage.feature import graycomatrix, graycoprops
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

PROPS = ("contrast", "homogeneity", "energy", "correlation")


def tile_index(root):
    rows = []
    for tile in sorted(Path(root).glob("*/*.png")):
        rows.append({"slide": tile.parent.name, "path": tile})
    return pd.DataFrame(rows)


def texture(path):
    rgb = np.asarray(Image.open(path).convert("RGB"))
    stain = rgb2hed(rgb)[..., 0]
    grey = np.clip(stain * 255 / 0.3, 0, 255).astype(np.uint8) // 8
    glcm = graycomatrix(grey, distances=[1, 4], angles=[0, np.pi / 2], levels=32, normed=True)
    return np.hstack([graycoprops(glcm, p).ravel() for p in PROPS])


def main():
    tiles = tile_index("tiles")
    grades = pd.read_csv("slide_grades.csv").set_index("slide")["grade"]
    tiles["grade"] = tiles["slide"].map(grades)
    print(tiles.groupby("slide").size().describe())

    X = np.vstack([texture(p) for p in tiles["path"]])
    y = tiles["grade"].to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=77
    )
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=4000))
    model.fit(X_train, y_train)
    kappa = cohen_kappa_score(y_test, model.predict(X_test), weights="quadratic")
    print(f"weighted kappa {kappa:.3f}")


if __name__ == "__main__":
    main()
