"""Morphology of galaxies from stored image features; one file per exposure.

features/<galaxy>/<exposure>.npy
"""
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import GridSearchCV, GroupKFold, GroupShuffleSplit
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

ROOT = Path("features")


def read():
    kinds = pd.read_csv("morphology.csv", dtype=str, index_col="galaxy")["kind"]
    paths = [p for p in sorted(ROOT.glob("*/*.npy")) if p.parent.name in kinds.index]
    X = np.stack([np.load(p) for p in paths])
    galaxy = np.array([p.parent.name for p in paths])
    return X, kinds.loc[galaxy].to_numpy(), galaxy


def tuned(X, y, galaxy):
    steps = Pipeline(
        [
            ("scale", StandardScaler()),
            ("pca", PCA(random_state=0)),
            ("clf", LogisticRegression(max_iter=5000)),
        ]
    )
    grid = {"pca__n_components": [32, 64, 128], "clf__C": [0.01, 0.1, 1.0]}
    search = GridSearchCV(steps, grid, cv=GroupKFold(5), scoring="accuracy", n_jobs=-1)
    return search.fit(X, y, groups=galaxy)


def vote(galaxy, p, classes):
    mean = pd.DataFrame(p, columns=classes).groupby(galaxy).mean()
    return mean.idxmax(axis=1)


def main():
    X, y, galaxy = read()
    cut = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=24)
    seen, unseen = next(cut.split(X, y, groups=galaxy))
    assert not set(galaxy[seen]) & set(galaxy[unseen])

    model = tuned(X[seen], y[seen], galaxy[seen])
    guess = vote(galaxy[unseen], model.predict_proba(X[unseen]), model.classes_)
    truth = pd.Series(y[unseen]).groupby(galaxy[unseen]).first().loc[guess.index]
    print(model.best_params_)
    print("accuracy by galaxy", accuracy_score(truth, guess))
    print(confusion_matrix(truth, guess, labels=model.classes_))


if __name__ == "__main__":
    main()
