"""Department of a museum object from its catalogue text."""
import argparse

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.preprocessing import Normalizer

ERAS = [-np.inf, -500, 500, 1400, 1700, 1850, 1945, np.inf]


def read_catalogue(path):
    objects = pd.read_csv(path, dtype={"object_no": str})
    objects["text"] = objects["title"].fillna("") + " " + objects["description"].fillna("")
    objects["text"] = objects["text"].str.lower().str.split().str.join(" ")
    return objects.drop_duplicates(subset="text").reset_index(drop=True)


def features(objects):
    words = HashingVectorizer(n_features=2**18, ngram_range=(1, 2), norm=None, alternate_sign=False)
    counts = words.fit_transform(objects["text"])
    era = pd.cut(objects["year_made"], bins=ERAS, labels=False).fillna(-1).astype(int)
    flags = np.eye(len(ERAS))[era.to_numpy()]
    return Normalizer(norm="l2").fit_transform(hstack([counts, csr_matrix(flags)]).tocsr())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--catalogue", default="data/catalogue.csv")
    args = parser.parse_args()
    objects = read_catalogue(args.catalogue)
    X, y = features(objects), objects["department"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=77
    )
    search = GridSearchCV(
        SGDClassifier(loss="log_loss", max_iter=50, random_state=77),
        {"alpha": [1e-6, 1e-5, 1e-4], "penalty": ["l2", "elasticnet"]},
        cv=4,
        n_jobs=-1,
    )
    search.fit(X_train, y_train)
    print("cv accuracy  ", round(search.best_score_, 4), search.best_params_)
    print("test accuracy", round(accuracy_score(y_test, search.predict(X_test)), 4))


if __name__ == "__main__":
    main()
