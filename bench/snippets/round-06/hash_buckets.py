import hashlib

import polars as pl
from lightgbm import LGBMClassifier
from sklearn.metrics import roc_auc_score

INPUTS = ["font_size", "contrast", "line_length", "n_images", "reading_level"]


def bucket(user_id: str, salt: str = "reading-v2") -> int:
    digest = hashlib.sha256(f"{salt}:{user_id}".encode()).hexdigest()
    return int(digest[:8], 16) % 100


def load() -> pl.DataFrame:
    pages = pl.read_parquet("data/page_reads.parquet")
    print(pages.group_by("user_id").len()["len"].describe())
    return pages.with_columns(
        pl.col("user_id").map_elements(bucket, return_dtype=pl.Int64).alias("bucket"),
    )


def xy(frame: pl.DataFrame):
    return frame.select(INPUTS).to_numpy(), frame["finished"].to_numpy()


def main() -> None:
    pages = load()
    X_train, y_train = xy(pages.filter(pl.col("bucket") < 80))
    X_test, y_test = xy(pages.filter(pl.col("bucket") >= 80))
    clf = LGBMClassifier(n_estimators=200, verbose=-1).fit(X_train, y_train)
    print("AUC", roc_auc_score(y_test, clf.predict_proba(X_test)[:, 1]))


if __name__ == "__main__":
    main()
