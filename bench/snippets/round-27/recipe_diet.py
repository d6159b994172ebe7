"""Vegan / vegetarian / other from the ingredient list of a recipe."""
import gzip
import json

import numpy as np
import pandas as pd
from scipy.sparse import hstack
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold, train_test_split


def recipes(path):
    with gzip.open(path, "rt", encoding="utf-8") as fh:
        frame = pd.DataFrame(json.loads(line) for line in fh)
    frame["key"] = frame["ingredients"].map(lambda items: "|".join(sorted(i.lower() for i in items)))
    return frame.drop_duplicates("key").reset_index(drop=True)


def encode(frame):
    text = HashingVectorizer(n_features=2**17, ngram_range=(1, 2), alternate_sign=False, norm="l2")
    words = text.fit_transform(frame["key"].str.replace("|", " ", regex=False))
    items = FeatureHasher(n_features=2**14, input_type="string").fit_transform(frame["ingredients"])
    return hstack([words, items]).tocsr()


def learner(alpha):
    return SGDClassifier(loss="log_loss", alpha=alpha, class_weight="balanced", random_state=0)


def choose_alpha(x, y, alphas=(1e-6, 1e-5, 1e-4, 1e-3)):
    table = {a: [] for a in alphas}
    for fit, check in StratifiedKFold(5, shuffle=True, random_state=0).split(x, y):
        for a in alphas:
            model = learner(a).fit(x[fit], y[fit])
            table[a].append(f1_score(y[check], model.predict(x[check]), average="macro"))
    return max(table, key=lambda a: np.mean(table[a]))


if __name__ == "__main__":
    frame = recipes("recipes.jsonl.gz")
    x, y = encode(frame), frame["diet"].to_numpy()
    rows_dev, rows_test = train_test_split(np.arange(len(y)), test_size=0.2, stratify=y, random_state=0)

    alpha = choose_alpha(x[rows_dev], y[rows_dev])
    model = learner(alpha).fit(x[rows_dev], y[rows_dev])
    print("alpha", alpha)
    print("fit  F1", f1_score(y[rows_dev], model.predict(x[rows_dev]), average="macro"))
    print("test F1", f1_score(y[rows_test], model.predict(x[rows_test]), average="macro"))
