"""Tell children's age band from scanned handwriting; scans/<pupil>/<sheet>.png with several sheets each."""
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image
from skimage.feature import hog
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

ROOT = Path("scans")


def strokes(path):
    image = Image.open(path).convert("L").resize((256, 128))
    grey = np.asarray(image, dtype=np.float32) / 255.0
    return hog(grey, orientations=8, pixels_per_cell=(16, 16), cells_per_block=(2, 2))


def index_sheets():
    sheets = pd.DataFrame({"path": sorted(ROOT.glob("*/*.png"))})
    sheets["pupil"] = sheets["path"].map(lambda p: p.parent.name)
    pupils = pd.read_csv(ROOT / "pupils.csv", dtype={"pupil": str})
    return sheets.merge(pupils[["pupil", "age_band"]], on="pupil")


def divide(sheets, seed=33):
    return train_test_split(
        sheets, test_size=0.25, stratify=sheets["age_band"], random_state=seed
    )


def majority(labels):
    return labels.mode().iloc[0]


def main():
    train, test = divide(index_sheets())
    model = Pipeline([
        ("scale", StandardScaler()),
        ("pca", PCA(n_components=0.95, svd_solver="full")),
        ("logit", LogisticRegression(max_iter=3000)),
    ])
    search = GridSearchCV(model, {"logit__C": [0.01, 0.1, 1.0]}, cv=5)
    search.fit(np.stack([strokes(p) for p in train["path"]]), train["age_band"])

    test = test.assign(predicted=search.predict(np.stack([strokes(p) for p in test["path"]])))
    by_pupil = test.groupby("pupil").agg(truth=("age_band", "first"), guess=("predicted", majority))
    print("per sheet", accuracy_score(test["age_band"], test["predicted"]))
    print("per pupil", accuracy_score(by_pupil["truth"], by_pupil["guess"]))


if __name__ == "__main__":
    main()
