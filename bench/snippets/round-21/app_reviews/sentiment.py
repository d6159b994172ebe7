"""Sentiment of app reviews; the score goes to the product board."""
from pathlib import Path

import pandas as pd
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline

CONFIG = yaml.safe_load((Path(__file__).parent / "config.yaml").read_text())


def load():
    reviews = pd.read_parquet(CONFIG["reviews"], columns=["author_id", "text", "stars"])
    reviews = reviews.dropna().drop_duplicates("author_id").drop_duplicates("text")
    reviews["positive"] = (reviews["stars"] >= CONFIG["positive_from"]).astype(int)
    return reviews


def fit(train):
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(max_iter=2000),
    )
    search = GridSearchCV(
        model, {"logisticregression__C": [0.3, 1, 3, 10]}, cv=5, scoring="roc_auc", n_jobs=-1
    )
    return search.fit(train["text"], train["positive"])


def board_figures(model, reviews):
    shown = reviews[reviews["stars"].isin(CONFIG["report_stars"])]
    p = model.predict_proba(shown["text"])[:, 1]
    return {
        "accuracy": accuracy_score(shown["positive"], p >= 0.5),
        "auc": roc_auc_score(shown["positive"], p),
    }


def main():
    reviews = load()
    train, holdout = train_test_split(
        reviews, test_size=CONFIG["holdout"], stratify=reviews["stars"], random_state=CONFIG["seed"]
    )
    model = fit(train)
    for name, value in board_figures(model, holdout).items():
        print(f"{name}: {value:.3f}")


if __name__ == "__main__":
    main()
