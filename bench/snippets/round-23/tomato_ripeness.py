"""Ripeness class of tomatoes from reflectance (one row per fruit)."""
import argparse
import json
from pathlib import Path

import joblib
import pandas as pd
from sklearn.base import clone
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.metrics import balanced_accuracy_score, confusion_matrix
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

CULTIVARS = ["beef", "cherry", "plum", "vine"]
BANDS = [f"r{nm}" for nm in range(450, 1000, 10)]


def inputs(fruit):
    cultivar = pd.Categorical(fruit["cultivar"], categories=CULTIVARS)
    dummies = pd.get_dummies(cultivar, prefix="cv").set_index(fruit.index).astype(float)
    relative = fruit[BANDS].div(fruit[BANDS].mean(axis=1), axis=0)
    return relative.join(dummies)


def search_on(X, y):
    pipe = Pipeline([
        ("scale", StandardScaler()),
        ("pca", PCA(random_state=0)),
        ("lda", LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto")),
    ])
    return GridSearchCV(pipe, {"pca__n_components": [5, 10, 20, 40]}, scoring="balanced_accuracy", cv=5).fit(X, y)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fruit", type=Path, default=Path("data/tomatoes.csv"))
    parser.add_argument("--out", type=Path, default=Path("models"))
    args = parser.parse_args()

    fruit = pd.read_csv(args.fruit).drop_duplicates("fruit_id")
    X, y = inputs(fruit), fruit["ripeness"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=7)

    search = search_on(X_train, y_train)
    guess = search.predict(X_test)
    figures = {
        "n_test": len(y_test),
        "balanced_accuracy": float(balanced_accuracy_score(y_test, guess)),
        "confusion": confusion_matrix(y_test, guess).tolist(),
        "components": search.best_params_["pca__n_components"],
    }

    deployed = clone(search.best_estimator_).fit(X, y)
    args.out.mkdir(parents=True, exist_ok=True)
    joblib.dump(deployed, args.out / "ripeness.joblib")
    (args.out / "ripeness.json").write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
