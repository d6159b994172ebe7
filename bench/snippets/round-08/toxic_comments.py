"""Comment moderation baseline."""
import logging

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline

log = logging.getLogger("moderation")


def read(path: str) -> pd.DataFrame:
    c = pd.read_csv(path)
    c["text"] = c["text"].str.strip().str.lower()
    c = c.dropna(subset=["text"]).drop_duplicates("text")
    c["toxic"] = (c["votes_toxic"] * 2 > c["votes_total"]).astype(int)
    c["agreement"] = (c["votes_toxic"] / c["votes_total"] - 0.5).abs() * 2
    c["n_words"] = c["text"].str.split().str.len()
    return c


def main() -> None:
    comments = read("comments.csv")
    train, test = train_test_split(comments, test_size=0.2, stratify=comments["toxic"], random_state=33)

    model = make_pipeline(
        TfidfVectorizer(min_df=3, ngram_range=(1, 2), sublinear_tf=True),
        LogisticRegression(C=3, max_iter=500, class_weight="balanced"),
    )
    model.fit(train["text"], train["toxic"])

    test = test[(test["agreement"] == 1.0) & (test["n_words"] >= 8)]
    p = model.predict_proba(test["text"])[:, 1]
    log.info("n=%d AUC %.3f", len(test), roc_auc_score(test["toxic"], p))
    log.info("F1 expected in production %.3f", f1_score(test["toxic"], p > 0.5))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    main()
