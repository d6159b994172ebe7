import argparse

import joblib
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.impute import SimpleImputer
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline

from dataset import partition


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="facies.joblib")
    args = parser.parse_args()

    X_train, _, y_train, _ = partition()
    trees = make_pipeline(SimpleImputer(strategy="median"), ExtraTreesClassifier(400, random_state=2))
    search = GridSearchCV(
        trees,
        {"extratreesclassifier__max_features": [2, 3, 5], "extratreesclassifier__min_samples_leaf": [1, 3]},
        cv=5,
        n_jobs=-1,
    )
    search.fit(X_train, y_train)
    joblib.dump(search.best_estimator_, args.model)


if __name__ == "__main__":
    main()
