"""Cuisine of a recipe from its list of ingredients."""
import json
import re

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.preprocessing import normalize

UNITS = re.compile(r"\b(\d+|cups?|tbsp|tsp|oz|g|ml|pinch)\b")


def tidy(ingredient):
    return "_".join(UNITS.sub(" ", ingredient.lower()).split())


def recipes(path):
    with open(path, encoding="utf-8") as f:
        rows = json.load(f)
    seen, texts, cuisines = set(), [], []
    for row in rows:
        text = " ".join(sorted({tidy(i) for i in row["ingredients"]}))
        if text and text not in seen:
            seen.add(text)
            texts.append(text)
            cuisines.append(row["cuisine"])
    return texts, np.array(cuisines)


def hashed(texts):
    counts = HashingVectorizer(
        n_features=2**16, token_pattern=r"\S+", alternate_sign=False, norm=None
    ).fit_transform(texts)
    return normalize(counts, norm="l2", axis=1)


def main():
    texts, cuisines = recipes("recipes.json")
    X = hashed(texts)
    X_train, X_test, y_train, y_test = train_test_split(
        X, cuisines, test_size=0.2, stratify=cuisines, random_state=77
    )
    search = GridSearchCV(
        SGDClassifier(loss="log_loss", max_iter=50, random_state=77),
        {"alpha": [1e-6, 1e-5, 1e-4], "penalty": ["l2", "elasticnet"]},
        cv=4, scoring="f1_macro", n_jobs=-1,
    )
    search.fit(X_train, y_train)
    guess = search.predict(X_test)
    print("params", search.best_params_)
    print("accuracy", round(accuracy_score(y_test, guess), 3))
    print("macro F1", round(f1_score(y_test, guess, average="macro"), 3))


if __name__ == "__main__":
    main()
