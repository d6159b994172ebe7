import argparse

import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectPercentile, f_classif
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def search(inner):
    pipe = Pipeline(
        [("std", StandardScaler()), ("sel", SelectPercentile(f_classif)), ("svc", SVC(kernel="rbf"))]
    )
    grid = {
        "sel__percentile": [5, 10, 25, 50],
        "svc__C": np.logspace(-1, 2, 4),
        "svc__gamma": ["scale", 0.001, 0.01],
    }
    return GridSearchCV(pipe, grid, cv=inner, scoring="balanced_accuracy", n_jobs=-1)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--features", default="data/radiomics.csv")
    ap.add_argument("--repeats", type=int, default=5)
    a = ap.parse_args()

    table = pd.read_csv(a.features, index_col="case")
    y = table.pop("malignant").to_numpy()
    X = table.to_numpy()

    estimates = []
    for r in range(a.repeats):
        inner = StratifiedKFold(5, shuffle=True, random_state=r)
        outer = StratifiedKFold(10, shuffle=True, random_state=100 + r)
        estimates.append(cross_val_score(search(inner), X, y, cv=outer, scoring="balanced_accuracy").mean())
    print("balanced accuracy %.3f (sd over repeats %.3f)" % (np.mean(estimates), np.std(estimates)))


if __name__ == "__main__":
    main()
