import argparse

import pandas as pd
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler


def pipeline() -> Pipeline:
    return Pipeline(
        [
            ("scale", StandardScaler()),
            ("pca", PCA(random_state=0)),
            ("logit", LogisticRegression(max_iter=5000)),
        ]
    )


def search_for(X, y) -> GridSearchCV:
    grid = {"pca__n_components": [4, 8, 11], "logit__C": [0.1, 1.0, 10.0]}
    search = GridSearchCV(pipeline(), grid, scoring="f1_macro", cv=5, n_jobs=-1)
    return search.fit(X, y)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("table")
    args = parser.parse_args()

    wines = pd.read_csv(args.table).drop_duplicates()
    origin = wines.pop("region")
    X_train, X_test, y_train, y_test = train_test_split(
        wines, origin, test_size=0.25, stratify=origin, random_state=0
    )
    search = search_for(X_train, y_train)
    print(search.best_params_, round(search.best_score_, 3))
    print(classification_report(y_test, search.predict(X_test), digits=3))


if __name__ == "__main__":
    main()
