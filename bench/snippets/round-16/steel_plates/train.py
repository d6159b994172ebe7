"""Surface defect classes of steel plates, one photographed plate per row."""
import argparse

import joblib
import pandas as pd
from scipy.stats import loguniform
from sklearn.metrics import classification_report, f1_score
from sklearn.model_selection import RandomizedSearchCV, StratifiedKFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.svm import SVC

from columns import preprocessor, shape_terms


def read(path):
    plates = pd.read_csv(path, index_col="plate_id")
    y = plates.pop("defect")
    return shape_terms(plates), y


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("plates")
    parser.add_argument("--out", default="defects.joblib")
    args = parser.parse_args()

    X, y = read(args.plates)
    X_dev, X_test, y_dev, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=14)
    search = RandomizedSearchCV(
        Pipeline([("prep", preprocessor()), ("svc", SVC(class_weight="balanced"))]),
        {"svc__C": loguniform(0.1, 100), "svc__gamma": loguniform(1e-3, 1)},
        n_iter=30,
        cv=StratifiedKFold(5, shuffle=True, random_state=14),
        scoring="f1_macro",
        random_state=14,
    )
    search.fit(X_dev, y_dev)
    predicted = search.predict(X_test)
    print("train macro F1", round(f1_score(y_dev, search.predict(X_dev), average="macro"), 3))
    print("test macro F1", round(f1_score(y_test, predicted, average="macro"), 3))
    print(classification_report(y_test, predicted))
    joblib.dump(search.best_estimator_, args.out)


if __name__ == "__main__":
    main()
