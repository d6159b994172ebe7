"""Estimate the age class of a whale from photographs of its fluke."""
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image, ImageOps
from skimage.feature import hog
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ROOT = Path("data/flukes")


def copies(image):
    return [image, ImageOps.mirror(image), image.rotate(5), image.rotate(-5)]


def vector(image):
    grey = np.asarray(ImageOps.grayscale(image).resize((128, 64)), dtype=float) / 255.0
    return hog(grey, pixels_per_cell=(16, 16), cells_per_block=(2, 2))


def encode(photos, augment):
    X, y = [], []
    for photo in photos.itertuples():
        image = Image.open(ROOT / photo.file).convert("RGB")
        for version in copies(image) if augment else [image]:
            X.append(vector(version))
            y.append(photo.age_class)
    return np.vstack(X), np.array(y)


def main():
    photos = pd.read_csv(ROOT / "photos.csv")
    splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=10)
    fit_idx, test_idx = next(splitter.split(photos, groups=photos["whale_id"]))
    X_fit, y_fit = encode(photos.iloc[fit_idx], augment=True)
    X_test, y_test = encode(photos.iloc[test_idx], augment=False)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=3000))
    model.fit(X_fit, y_fit)
    print("macro F1", f1_score(y_test, model.predict(X_test), average="macro"))


if __name__ == "__main__":
    main()
