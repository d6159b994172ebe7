"""Cuisine of a recipe from its ingredients."""
import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import Normalizer

BINS = [0, 5, 8, 12, 20, np.inf]


def load(path="recipes.jsonl"):
    recipes = pd.read_json(path, lines=True)
    recipes["text"] = recipes["ingredients"].map(lambda items: " ; ".join(sorted(items)).lower())
    return recipes.drop_duplicates("text").reset_index(drop=True)


def features(recipes):
    words = HashingVectorizer(n_features=2**18, alternate_sign=False, norm=None, ngram_range=(1, 2))
    bag = Normalizer(norm="l2").fit_transform(words.fit_transform(recipes["text"]))
    count = recipes["ingredients"].str.len()
    size = pd.get_dummies(pd.cut(count, BINS, labels=False).astype("category"))
    share = recipes[["minutes_prep", "minutes_cook"]].div(
        recipes[["minutes_prep", "minutes_cook"]].sum(axis=1).clip(lower=1), axis=0
    )
    return sparse.hstack([bag, size.to_numpy(float), share.to_numpy(float)]).tocsr()


def main():
    recipes = load()
    x, y = features(recipes), recipes["cuisine"].to_numpy()
    rest, test = train_test_split(np.arange(len(y)), test_size=0.2, stratify=y, random_state=1)
    train, valid = train_test_split(rest, test_size=0.2, stratify=y[rest], random_state=1)

    results = {}
    for alpha in (1e-6, 3e-6, 1e-5, 3e-5, 1e-4):
        model = SGDClassifier(alpha=alpha, random_state=1).fit(x[train], y[train])
        results[alpha] = f1_score(y[valid], model.predict(x[valid]), average="macro")
    best = max(results, key=results.get)
    print("alpha", best, results)

    final = SGDClassifier(alpha=best, random_state=1).fit(x[rest], y[rest])
    print("test macro F1", f1_score(y[test], final.predict(x[test]), average="macro"))


if __name__ == "__main__":
    main()
