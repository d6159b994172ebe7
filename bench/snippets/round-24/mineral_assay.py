"""Ore type of drill chips from handheld XRF readings, one chip per drill site."""
import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

ELEMENTS = ["fe", "cu", "zn", "pb", "s", "as", "mn", "ti", "k", "ca"]


def overview(chips, target):
    """Picture for the geologists' weekly meeting."""
    scaled = StandardScaler().fit_transform(chips[ELEMENTS])
    plane = PCA(n_components=2).fit_transform(scaled)
    figure, axis = plt.subplots(figsize=(7, 6))
    for ore, rows in chips.groupby("ore_type").indices.items():
        axis.scatter(plane[rows, 0], plane[rows, 1], s=8, label=ore)
    axis.legend()
    figure.savefig(target, dpi=150)
    plt.close(figure)


def list_unusual(chips):
    marked = chips.copy()
    marked["fe_z"] = (marked["fe"] - marked["fe"].mean()) / marked["fe"].std()
    print(marked.loc[marked["fe_z"].abs() > 4, ["chip_id", "fe", "fe_z"]].to_string())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("assay")
    parser.add_argument("--figure", default="chips.png")
    args = parser.parse_args()

    chips = pd.read_csv(args.assay).drop_duplicates("chip_id").reset_index(drop=True)
    overview(chips, args.figure)
    list_unusual(chips)

    X = np.log1p(chips[ELEMENTS])
    y = chips["ore_type"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=15
    )
    steps = Pipeline(
        [
            ("scale", StandardScaler()),
            ("pca", PCA()),
            ("clf", LogisticRegression(max_iter=4000)),
        ]
    )
    search = GridSearchCV(steps, {"pca__n_components": [4, 6, 8], "clf__C": [0.1, 1, 10]}, cv=5)
    search.fit(X_train, y_train)
    print(search.best_params_)
    print(classification_report(y_test, search.predict(X_test), digits=3))


if __name__ == "__main__":
    main()
