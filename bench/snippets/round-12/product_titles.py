"""Map marketplace listings to a category from the title alone."""
import argparse

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline


def read_listings(path):
    listings = pd.read_json(path, lines=True)
    listings["title"] = listings["title"].str.lower().str.replace(r"\s+", " ", regex=True).str.strip()
    # many sellers offer the same article under the same title
    return listings.dropna(subset=["title", "category"])[["seller", "title", "category"]]


def unique_titles(listings):
    return listings.drop_duplicates(subset=["title"]).reset_index(drop=True)


def make_parts(listings, share, seed):
    fit, rest = train_test_split(listings, test_size=2 * share, random_state=seed)
    tune, final = train_test_split(rest, test_size=0.5, random_state=seed)
    parts = {"fit": fit, "tune": tune, "final": final}
    return {name: unique_titles(part) for name, part in parts.items()}


def train(parts, alphas=(1e-6, 1e-5, 1e-4)):
    best, best_score = None, -1.0
    for alpha in alphas:
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True),
            SGDClassifier(loss="log_loss", alpha=alpha, random_state=0),
        )
        model.fit(parts["fit"]["title"], parts["fit"]["category"])
        score = f1_score(parts["tune"]["category"], model.predict(parts["tune"]["title"]), average="macro")
        print(f"alpha={alpha:g} macro F1 {score:.4f}")
        if score > best_score:
            best, best_score = model, score
    return best


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("listings")
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=12)
    args = parser.parse_args()

    parts = make_parts(read_listings(args.listings), args.share, args.seed)
    model = train(parts)
    guess = model.predict(parts["final"]["title"])
    print("accuracy", accuracy_score(parts["final"]["category"], guess))
    print("macro F1", f1_score(parts["final"]["category"], guess, average="macro"))


if __name__ == "__main__":
    main()
