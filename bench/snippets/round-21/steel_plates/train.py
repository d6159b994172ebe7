"""Kind of surface fault."""
import json
import sys
from pathlib import Path

import joblib
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score


def read(path):
    with np.load(path) as archive:
        return archive["X"], archive["y"]


def main(folder):
    X, y = read(folder / "train.npz")
    trials = {}
    for leaf in (1, 2, 5, 10):
        forest = RandomForestClassifier(
            500, min_samples_leaf=leaf, oob_score=True, n_jobs=-1, random_state=60
        ).fit(X, y)
        trials[leaf] = (forest.oob_score_, forest)
    forest = max(trials.values(), key=lambda t: t[0])[1]
    X_test, y_test = read(folder / "test.npz")
    figures = {"oob": forest.oob_score_, "macro_f1": f1_score(y_test, forest.predict(X_test), average="macro")}
    (folder / "metrics.json").write_text(json.dumps(figures, indent=2))
    joblib.dump(forest, folder / "forest.joblib")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
