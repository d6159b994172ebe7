"""Guess the cuisine of a recipe from its ingredient list."""
import json

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import StratifiedShuffleSplit


class IngredientSpace:
    """Dense ingredient vectors; rows follow the order of the recipe list."""

    def __init__(self, recipes, size=150):
        self.size = size
        self.documents = [" ".join(self._clean(r["ingredients"])) for r in recipes]
        self.vectors = self._embed()

    @staticmethod
    def _clean(ingredients):
        return [i.lower().strip().replace(" ", "_") for i in ingredients]

    def _embed(self):
        weights = TfidfVectorizer(token_pattern=r"\S+", min_df=2)
        svd = TruncatedSVD(n_components=self.size, random_state=0)
        return svd.fit_transform(weights.fit_transform(self.documents))

    def take(self, rows):
        return self.vectors[rows]


def split_rows(labels, share, seed):
    splitter = StratifiedShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    return next(splitter.split(np.zeros(len(labels)), labels))


def main():
    with open("recipes.json", encoding="utf-8") as handle:
        recipes = json.load(handle)
    unique = {json.dumps(sorted(r["ingredients"])): r for r in recipes}
    recipes = list(unique.values())
    cuisine = np.array([r["cuisine"] for r in recipes])

    space = IngredientSpace(recipes)
    train_rows, test_rows = split_rows(cuisine, share=0.2, seed=4)

    model = LogisticRegression(C=5.0, max_iter=2000)
    model.fit(space.take(train_rows), cuisine[train_rows])
    guess = model.predict(space.take(test_rows))
    print(f"accuracy {accuracy_score(cuisine[test_rows], guess):.3f}")


if __name__ == "__main__":
    main()
