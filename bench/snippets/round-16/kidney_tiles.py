"""Glomerulus or not: tiles cut from biopsy slides, several slides per patient."""
from pathlib import Path

import numpy as np
import pandas as pd
from skimage import color, io
from skimage.feature import local_binary_pattern
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, GroupKFold, GroupShuffleSplit

ROOT = Path("tiles")


def stain_profile(path):
    hed = color.rgb2hed(io.imread(path)[..., :3])
    flat = hed.reshape(-1, 3)
    flat = (flat - flat.mean(axis=0)) / (flat.std(axis=0) + 1e-8)
    quantiles = np.quantile(flat, [0.05, 0.25, 0.5, 0.75, 0.95], axis=0).ravel()
    grey = (np.clip(hed[..., 0], 0, 1) * 255).astype(np.uint8)
    texture = local_binary_pattern(grey, P=8, R=1, method="uniform")
    histogram, _ = np.histogram(texture, bins=np.arange(11), density=True)
    return np.concatenate([quantiles, histogram])


class TileSet:
    def __init__(self, root):
        listing = pd.read_csv(root / "tiles.csv")
        listing["patient"] = listing["slide"].str.split("_").str[0]
        self.y = listing["glomerulus"].to_numpy(int)
        self.patient = listing["patient"].to_numpy()
        self.X = np.stack([stain_profile(root / slide / f"{tile}.png") for slide, tile in zip(listing["slide"], listing["tile"])])

    def part(self, rows):
        return self.X[rows], self.y[rows], self.patient[rows]


def main():
    tiles = TileSet(ROOT)
    splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=13)
    dev_rows, test_rows = next(splitter.split(tiles.X, tiles.y, groups=tiles.patient))
    X_dev, y_dev, patient_dev = tiles.part(dev_rows)
    X_test, y_test, patient_test = tiles.part(test_rows)

    search = GridSearchCV(
        HistGradientBoostingClassifier(early_stopping=False, random_state=13),
        {"max_iter": [100, 300], "max_leaf_nodes": [7, 15, 31], "l2_regularization": [0.0, 1.0]},
        cv=GroupKFold(n_splits=5),
        scoring="roc_auc",
    )
    search.fit(X_dev, y_dev, groups=patient_dev)

    score = search.predict_proba(X_test)[:, 1]
    print(f"{len(set(patient_dev))} patients for development, {len(set(patient_test))} for the test")
    print("AUC", round(roc_auc_score(y_test, score), 3))
    print("balanced accuracy", round(balanced_accuracy_score(y_test, score >= 0.5), 3))


if __name__ == "__main__":
    main()
