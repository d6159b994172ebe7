"""Toxicity classifier for forum comments, rated by three to five people each."""
import json
from pathlib import Path

import polars as pl
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from sklearn.pipeline import make_pipeline

SOURCE = "exports/rated_comments.parquet"
REPORT = Path("reports/moderation.json")


def load():
    comments = pl.read_parquet(SOURCE).unique(subset="text", keep="first", maintain_order=True)
    return comments.with_columns(
        toxic=(pl.col("n_toxic") / pl.col("n_raters") >= 0.5).cast(pl.Int8),
    )


def by_thread(comments):
    bucket = pl.col("thread_id") % 10
    return comments.filter(bucket >= 2), comments.filter(bucket < 2)


def scoring_frame(comments):
    unanimous = (pl.col("n_toxic") == 0) | (pl.col("n_toxic") == pl.col("n_raters"))
    return comments.filter(unanimous)


def build():
    return make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True),
        LogisticRegression(max_iter=1000, class_weight="balanced"),
    )


def main():
    train, held = by_thread(load())
    model = build().fit(train["text"].to_list(), train["toxic"].to_numpy())

    frame = scoring_frame(held)
    truth = frame["toxic"].to_numpy()
    scores = model.predict_proba(frame["text"].to_list())[:, 1]
    result = {
        "comments": frame.height,
        "average_precision": float(average_precision_score(truth, scores)),
        "f1": float(f1_score(truth, scores >= 0.5)),
    }
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
