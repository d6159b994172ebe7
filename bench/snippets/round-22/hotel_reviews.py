"""Star rating from review text, latent semantic features plus ridge."""
import re
import sys

import numpy as np
import pandas as pd
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


def tidy(text):
    text = re.sub(r"<[^>]+>", " ", text.lower())
    return re.sub(r"\s+", " ", text).strip()


class ReviewSpace:
    def __init__(self, reviews, dimensions=200):
        self.words = TfidfVectorizer(min_df=5, max_df=0.4, ngram_range=(1, 2))
        self.topics = TruncatedSVD(n_components=dimensions, random_state=0)
        counts = self.words.fit_transform(reviews)
        self.topics.fit(counts)

    def coordinates(self, reviews):
        return self.topics.transform(self.words.transform(reviews))


class RatingModel:
    def __init__(self, space):
        self.space = space
        self.ridge = RidgeCV(alphas=np.logspace(-2, 3, 11))

    def fit(self, reviews, stars):
        self.ridge.fit(self.space.coordinates(reviews), stars)
        return self

    def predict(self, reviews):
        return np.clip(self.ridge.predict(self.space.coordinates(reviews)), 1, 5)


def main(path):
    table = pd.read_json(path, lines=True)
    table["review"] = table["review"].map(tidy)
    table = table[table["review"].str.len() > 30].drop_duplicates("review")

    space = ReviewSpace(table["review"])
    train, test = train_test_split(table, test_size=0.2, random_state=17)
    model = RatingModel(space).fit(train["review"], train["stars"])
    error = mean_absolute_error(test["stars"], model.predict(test["review"]))
    base = mean_absolute_error(test["stars"], np.full(len(test), train["stars"].median()))
    print(f"MAE {error:.3f} (median rule {base:.3f})")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "data/hotel_reviews.jsonl")
