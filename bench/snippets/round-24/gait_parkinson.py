"""Parkinsonian gait from shoe-mounted inertial sensors."""
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, StratifiedGroupKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

WIDTH, STEP = 400, 200  # samples at 100 Hz


def windows(walk):
    for start in range(0, len(walk) - WIDTH + 1, STEP):
        piece = walk[start : start + WIDTH]
        yield (piece - piece.mean(axis=0)) / (piece.std(axis=0) + 1e-8)


def describe(piece):
    power = np.abs(np.fft.rfft(piece, axis=0))[1:60] ** 2
    power = power / power.sum(axis=0)
    shape = [np.percentile(piece, q, axis=0) for q in (5, 25, 75, 95)]
    jerk = np.abs(np.diff(piece, axis=0)).mean(axis=0)
    return np.concatenate([power.ravel(), *shape, jerk])


def collect(folder, people):
    rows, labels, owner = [], [], []
    for file in sorted(Path(folder).glob("*.npy")):
        person = file.stem.split("_")[0]
        for piece in windows(np.load(file)):
            rows.append(describe(piece))
            labels.append(people.at[person, "patient"])
            owner.append(person)
    return np.array(rows), np.array(labels), np.array(owner)


def main():
    people = pd.read_csv("people.csv", index_col="person")
    X, y, owner = collect("walks", people)

    outer = StratifiedGroupKFold(n_splits=4, shuffle=True, random_state=70)
    learn, judge = next(outer.split(X, y, groups=owner))
    steps = Pipeline(
        [
            ("scale", StandardScaler()),
            ("pick", SelectKBest(f_classif)),
            ("svc", SVC(probability=False)),
        ]
    )
    search = GridSearchCV(
        steps,
        {"pick__k": [40, 120], "svc__C": [0.3, 1, 3, 10]},
        cv=StratifiedGroupKFold(5),
        scoring="roc_auc",
    )
    search.fit(X[learn], y[learn], groups=owner[learn])

    score = pd.Series(search.decision_function(X[judge])).groupby(owner[judge]).mean()
    truth = people.loc[score.index, "patient"]
    print(search.best_params_, "people scored", len(score))
    print(f"AUC per person {roc_auc_score(truth, score):.3f}")


if __name__ == "__main__":
    main()
