"""Course of a recipe (starter, main, dessert, drink) from its ingredient list."""
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.preprocessing import Normalizer

MINUTE_EDGES = [-1, 10, 25, 45, 90, np.inf]
MACROS = ["protein_g", "fat_g", "carbs_g", "fibre_g"]


def vectorise(recipes):
    words = HashingVectorizer(n_features=2**15, alternate_sign=False, norm="l2")
    bag = words.fit_transform(recipes["ingredients"])
    shares = Normalizer(norm="l1").fit_transform(recipes[MACROS].fillna(0))
    minutes = pd.cut(recipes["minutes"], MINUTE_EDGES, labels=False)
    dummies = np.eye(len(MINUTE_EDGES) - 1)[minutes.to_numpy()]
    return hstack([bag, csr_matrix(shares), csr_matrix(dummies)]).tocsr()


def main():
    recipes = pd.read_json("recipes.jsonl", lines=True)
    recipes = recipes.dropna(subset=["minutes", "course"])
    recipes["ingredients"] = recipes["ingredients"].str.lower().str.strip()
    recipes = recipes.drop_duplicates("ingredients")

    X = vectorise(recipes)
    y = recipes["course"].to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=14
    )
    search = GridSearchCV(
        LogisticRegression(max_iter=2000), {"C": [0.3, 1, 3, 10]},
        scoring="f1_macro", cv=5,
    )
    search.fit(X_train, y_train)
    print("chosen", search.best_params_, "cv", round(search.best_score_, 3))
    print("test macro F1", round(f1_score(y_test, search.predict(X_test), average="macro"), 3))


if __name__ == "__main__":
    main()
