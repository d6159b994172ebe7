import unicodedata

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline


def key(title):
    flat = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return " ".join(flat.lower().split())


exports = [pd.read_csv(f"data/export_{week}.csv") for week in ("w14", "w15", "w16")]
titles = pd.concat(exports, ignore_index=True).dropna(subset=["title", "category"])
titles["key"] = titles["title"].map(key)
before = len(titles)
titles = titles.drop_duplicates("key", keep="first")
print(f"{before} rows, {len(titles)} distinct titles")

train, test = train_test_split(titles, test_size=0.15, random_state=44)
model = Pipeline(
    [
        ("tfidf", TfidfVectorizer(ngram_range=(1, 2), min_df=2)),
        ("sgd", SGDClassifier(loss="modified_huber", random_state=44)),
    ]
)
model.fit(train["key"], train["category"])
guess = model.predict(test["key"])
print("accuracy", accuracy_score(test["category"], guess))
print("macro F1", f1_score(test["category"], guess, average="macro"))
