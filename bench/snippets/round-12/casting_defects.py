"""Porosity in die castings from the shot record of the machine."""
import argparse

import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, classification_report
from sklearn.model_selection import RandomizedSearchCV, StratifiedKFold, cross_validate, train_test_split
from sklearn.preprocessing import PowerTransformer

IGNORED = ["shot_id", "xray_grade"]


def read_shots(path):
    shots = pd.read_csv(path)
    shots = shots.drop_duplicates(subset=shots.columns.difference(["shot_id"]))
    y = (shots["xray_grade"] >= 3).astype(int)
    return shots.drop(columns=IGNORED), y


def steps(seed):
    return Pipeline(
        [
            ("shape", PowerTransformer()),
            ("pick", SelectKBest(f_classif, k=20)),
            ("rare", SMOTE(random_state=seed)),
            ("model", LogisticRegression(max_iter=3000)),
        ]
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("shots")
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()

    X, y = read_shots(args.shots)
    print("share of porous castings", y.mean())
    X_dev, X_line, y_dev, y_line = train_test_split(X, y, test_size=0.25, stratify=y, random_state=args.seed)

    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=args.seed)
    space = {
        "pick__k": [5, 10, 20, 40],
        "rare__k_neighbors": [3, 5, 9],
        "rare__sampling_strategy": [0.2, 0.5, 1.0],
        "model__C": [0.01, 0.1, 1.0, 10.0],
    }
    search = RandomizedSearchCV(
        steps(args.seed), space, n_iter=25, cv=folds, scoring="average_precision", random_state=args.seed
    )
    search.fit(X_dev, y_dev)

    spread = cross_validate(search, X_dev, y_dev, cv=folds, scoring=["average_precision", "recall"])
    print("folds AP", spread["test_average_precision"].round(3))

    chance = search.predict_proba(X_line)[:, 1]
    print("AP on the kept quarter", average_precision_score(y_line, chance))
    print(classification_report(y_line, search.predict(X_line)))


if __name__ == "__main__":
    main()
