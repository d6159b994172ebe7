"""Classify consumer complaints by product from the narrative."""
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

WINDOW = pd.Timedelta(days=90)


def extract(archive: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    recent = (archive["received"] > as_of - WINDOW) & (archive["received"] <= as_of)
    return archive.loc[recent, ["complaint_id", "narrative", "product"]]


def collect(archive: pd.DataFrame) -> pd.DataFrame:
    month_ends = pd.date_range("2022-01-31", "2022-12-31", freq="M")
    pieces = [extract(archive, m) for m in month_ends]
    return pd.concat(pieces, ignore_index=True)


def main():
    archive = pd.read_csv("complaints.csv", parse_dates=["received"])
    archive = archive.dropna(subset=["narrative"])
    corpus = collect(archive)
    print(len(archive), "->", len(corpus))

    n_fit, n_hold, p_fit, p_hold = train_test_split(
        corpus["narrative"], corpus["product"], test_size=0.2, stratify=corpus["product"], random_state=15
    )
    clf = make_pipeline(TfidfVectorizer(min_df=3, ngram_range=(1, 2), sublinear_tf=True), LinearSVC(C=0.5))
    clf.fit(n_fit, p_fit)
    print("macro F1", round(f1_score(p_hold, clf.predict(n_hold), average="macro"), 4))


if __name__ == "__main__":
    main()
