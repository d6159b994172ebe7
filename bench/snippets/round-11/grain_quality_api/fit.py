"""Grade of wheat deliveries; one composite sample per farm."""
import argparse
import json
from pathlib import Path

import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, QuantileTransformer

from fields import NOMINAL, NUMERIC, TARGET


def build():
    numeric = Pipeline([
        ("fill", SimpleImputer(strategy="median")),
        ("shape", QuantileTransformer(n_quantiles=200, output_distribution="normal")),
    ])
    return Pipeline([
        ("columns", ColumnTransformer([
            ("numeric", numeric, NUMERIC),
            ("nominal", OneHotEncoder(handle_unknown="ignore", min_frequency=10), NOMINAL),
        ])),
        ("model", GradientBoostingClassifier(random_state=0)),
    ])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", default="data/deliveries.csv")
    parser.add_argument("--out", type=Path, default=Path("artifacts"))
    args = parser.parse_args()

    samples = pd.read_csv(args.samples).drop_duplicates("farm_id")
    train, test = train_test_split(samples, test_size=0.25, stratify=samples[TARGET], random_state=0)
    grid = {"model__max_depth": [2, 3, 4], "model__learning_rate": [0.05, 0.1]}
    search = GridSearchCV(build(), grid, cv=5, scoring="balanced_accuracy", n_jobs=-1)
    search.fit(train[NUMERIC + NOMINAL], train[TARGET])

    score = balanced_accuracy_score(test[TARGET], search.predict(test[NUMERIC + NOMINAL]))
    args.out.mkdir(exist_ok=True)
    joblib.dump(search.best_estimator_, args.out / "grade.joblib")
    (args.out / "report.json").write_text(json.dumps({"cv": search.best_score_, "test": score}))


if __name__ == "__main__":
    main()
