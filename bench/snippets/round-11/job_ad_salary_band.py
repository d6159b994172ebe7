"""Salary band of a job ad from its text and a few numbers."""
from functools import reduce
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.base import clone
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, cohen_kappa_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.preprocessing import FunctionTransformer, Normalizer

EDGES = [0, 30_000, 45_000, 60_000, 90_000, np.inf]
BANDS = ["<30k", "30-45k", "45-60k", "60-90k", ">90k"]
SIZES = ["hours_week", "years_required", "languages_required"]
CLEANERS = [
    lambda t: t.str.lower(),
    lambda t: t.str.replace(r"(?:£|eur|usd|\$)?\s?\d[\d.,]*\s?k?", " ", regex=True),
    lambda t: t.str.replace(r"\s+", " ", regex=True).str.strip(),
]


def read(path):
    ads = pd.read_json(path, lines=True)
    ads["text"] = reduce(lambda text, step: step(text), CLEANERS, ads["title"] + " " + ads["body"])
    ads = ads.drop_duplicates("text").dropna(subset=["salary_year", *SIZES])
    ads["band"] = pd.cut(ads["salary_year"], EDGES, labels=BANDS).astype(str)
    return ads.reset_index(drop=True)


def matrix(ads):
    words = HashingVectorizer(n_features=2**18, ngram_range=(1, 2), alternate_sign=False)
    logs = FunctionTransformer(np.log1p).fit_transform(ads[SIZES].clip(lower=0))
    sizes = Normalizer().fit_transform(logs)
    return hstack([words.transform(ads["text"]), csr_matrix(sizes)]).tocsr()


def main(source="data/ads.jsonl", out=Path("models/band.joblib")):
    ads = read(source)
    X, y = matrix(ads), ads["band"].to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=27)

    search = GridSearchCV(LogisticRegression(max_iter=500), {"C": [0.3, 1, 3, 10]}, cv=4, n_jobs=4)
    search.fit(X_train, y_train)
    guess = search.predict(X_test)
    print("accuracy", round(accuracy_score(y_test, guess), 3))
    print("kappa", round(cohen_kappa_score(y_test, guess), 3))

    shipped = clone(search.best_estimator_).fit(X, y)
    out.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump(shipped, out)


if __name__ == "__main__":
    main()
