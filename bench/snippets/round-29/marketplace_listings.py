"""Assign scraped marketplace listings to the product taxonomy."""
import re

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline

SOURCES = ["shop_a.jsonl", "shop_b.jsonl", "shop_c.jsonl"]
SPACES = re.compile(r"\s+")


def read_listings(root="scrapes"):
    frames = [
        pd.read_json(f"{root}/{name}", lines=True).assign(source=name) for name in SOURCES
    ]
    listings = pd.concat(frames, ignore_index=True)
    listings = listings.dropna(subset=["title", "category"])
    return listings[["title", "brand", "category", "source"]]


def normalise(title):
    return SPACES.sub(" ", title.lower().replace("-", " ")).strip()


def tidy(part):
    part = part.assign(title=part["title"].map(normalise))
    part = part.drop_duplicates(subset=["title", "category"])
    return part.reset_index(drop=True)


def main():
    listings = read_listings()
    train, test = train_test_split(
        listings, test_size=0.2, stratify=listings["category"], random_state=8
    )
    train, test = tidy(train), tidy(test)
    print(f"{len(train)} training and {len(test)} held-out listings")

    model = Pipeline(
        [
            ("tfidf", TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)),
            ("sgd", SGDClassifier(loss="modified_huber", alpha=1e-5, random_state=8)),
        ]
    )
    model.fit(train["title"], train["category"])
    pred = model.predict(test["title"])
    print("accuracy", round(accuracy_score(test["category"], pred), 4))
    print("macro F1", round(f1_score(test["category"], pred, average="macro"), 4))


if __name__ == "__main__":
    main()
