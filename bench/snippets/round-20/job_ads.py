import polars as pl
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split


def normalise(col):
    return pl.col(col).str.to_lowercase().str.replace_all(r"[^a-z0-9 ]", " ").str.strip_chars()


def collect():
    portal = pl.read_csv("ads/portal_2023.csv").select("title", "body", "occupation")
    refreshed = pl.read_csv("ads/portal_2023_full_export.csv").select("title", "body", "occupation")
    ads = pl.concat([portal, refreshed])
    return ads.with_columns(text=normalise("title") + " " + normalise("body"))


def main():
    ads = collect()
    known, fresh = train_test_split(ads.to_pandas(), test_size=0.2, random_state=1)
    known = known.drop_duplicates("text")
    fresh = fresh.drop_duplicates("text")
    print(len(known), "ads to learn from,", len(fresh), "ads to score")

    vec = TfidfVectorizer(min_df=3, ngram_range=(1, 2), sublinear_tf=True)
    clf = SGDClassifier(alpha=1e-5, random_state=1)
    clf.fit(vec.fit_transform(known["text"]), known["occupation"])
    guess = clf.predict(vec.transform(fresh["text"]))
    print("macro F1", f1_score(fresh["occupation"], guess, average="macro"))


if __name__ == "__main__":
    main()
