"""Seizure windows in scalp EEG, many windows for each child."""
import argparse

import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.decomposition import PCA
from sklearn.metrics import average_precision_score, recall_score
from sklearn.model_selection import GridSearchCV, StratifiedGroupKFold
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def windows(path):
    frame = pd.read_parquet(path)
    bands = [c for c in frame.columns if c.startswith("pow_")]
    x = np.log(frame[bands].clip(lower=1e-12))
    return x, frame["seizure"].astype(int), frame["child"]


def reserve(x, y, child, seed):
    outer = StratifiedGroupKFold(n_splits=5, shuffle=True, random_state=seed)
    return next(outer.split(x, y, child))


def search(x, y, child, seed):
    steps = Pipeline([
        ("scale", StandardScaler()),
        ("pca", PCA()),
        ("more", SMOTE(random_state=seed)),
        ("svm", SVC(kernel="rbf")),
    ])
    grid = {"pca__n_components": [10, 20, 40], "svm__C": [0.5, 2, 8]}
    inner = StratifiedGroupKFold(n_splits=4, shuffle=True, random_state=seed)
    found = GridSearchCV(steps, grid, cv=inner, scoring="average_precision", n_jobs=-1)
    return found.fit(x, y, groups=child)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("table")
    parser.add_argument("--seed", type=int, default=44)
    args = parser.parse_args()

    x, y, child = windows(args.table)
    inside, outside = reserve(x, y, child, args.seed)
    found = search(x.iloc[inside], y.iloc[inside], child.iloc[inside], args.seed)

    score = found.decision_function(x.iloc[outside])
    print(found.best_params_, "inner AP", round(found.best_score_, 3))
    print("children", child.iloc[outside].nunique(), "prevalence", round(y.iloc[outside].mean(), 4))
    print("AP", average_precision_score(y.iloc[outside], score))
    print("recall", recall_score(y.iloc[outside], found.predict(x.iloc[outside])))


if __name__ == "__main__":
    main()
