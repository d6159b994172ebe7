"""Category of second-hand listings from title, price and seller text."""
import argparse

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.preprocessing import Normalizer

PRICE_EDGES = [-np.inf, 5, 15, 40, 100, 300, 1000, 5000, np.inf]


def read_listings(path):
    listings = pd.read_csv(path, usecols=["title", "description", "price_eur", "category"])
    listings = listings.dropna(subset=["title", "category"])
    listings = listings.drop_duplicates(["title", "description"])
    listings["description"] = listings["description"].fillna("")
    return listings


def words(column, bits):
    hasher = HashingVectorizer(
        n_features=2**bits, ngram_range=(1, 2), alternate_sign=False, norm=None
    )
    return Normalizer(norm="l2").fit_transform(hasher.fit_transform(column))


def vectorise(listings, bits):
    band = pd.cut(listings["price_eur"], PRICE_EDGES, labels=False).fillna(-1).astype(int)
    one_hot = np.eye(len(PRICE_EDGES))[band.to_numpy()]
    shouting = listings["title"].str.isupper().astype(float).to_numpy()[:, None]
    return hstack(
        [
            words(listings["title"], bits),
            words(listings["description"], bits),
            csr_matrix(one_hot),
            csr_matrix(shouting),
        ],
        format="csr",
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("listings")
    parser.add_argument("--bits", type=int, default=18)
    args = parser.parse_args()

    listings = read_listings(args.listings)
    X = vectorise(listings, args.bits)
    y = listings["category"].to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.15, stratify=y, random_state=40
    )
    search = GridSearchCV(
        SGDClassifier(loss="log_loss", random_state=40),
        {"alpha": [1e-6, 1e-5, 1e-4]},
        cv=4,
        scoring="f1_macro",
    ).fit(X_train, y_train)
    guess = search.predict(X_test)
    print("alpha", search.best_params_["alpha"])
    print("accuracy", round(accuracy_score(y_test, guess), 4))
    print("macro F1", round(f1_score(y_test, guess, average="macro"), 4))


if __name__ == "__main__":
    main()
