"""Toxic comment filter."""
import hashlib
import re

import numpy as np
import polars as pl
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.pipeline import make_pipeline


def fingerprint(text):
    return hashlib.md5(re.sub(r"[\W_]+", " ", text.lower()).strip().encode()).hexdigest()


def bucket(thread):
    return int(hashlib.sha1(str(thread).encode()).hexdigest(), 16) % 100


def read_comments(paths):
    comments = pl.concat([pl.read_ndjson(p) for p in paths])
    comments = comments.with_columns(
        pl.col("text").map_elements(fingerprint, return_dtype=pl.String).alias("print"),
        pl.col("thread").map_elements(bucket, return_dtype=pl.Int64).alias("bucket"),
    )
    return comments.unique(subset="print", keep="first", maintain_order=True)


def main():
    comments = read_comments(["data/forum_a.ndjson", "data/forum_b.ndjson"])
    train = comments.filter(pl.col("bucket") < 80)
    test = comments.filter(pl.col("bucket") >= 80)
    model = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=5, sublinear_tf=True),
        LogisticRegression(C=3.0, max_iter=1000, class_weight="balanced"),
    )
    model.fit(train["text"].to_list(), train["toxic"].to_numpy())
    p = model.predict_proba(test["text"].to_list())[:, 1]
    truth = test["toxic"].to_numpy()
    print("AUC", roc_auc_score(truth, p), "AP", average_precision_score(truth, p))
    print("prevalence", np.mean(truth))


if __name__ == "__main__":
    main()
