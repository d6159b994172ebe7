import re

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline

posts = (
    pd.read_json("posts.json")
    .rename(columns=str.lower)
    .drop_duplicates(subset="caption")
    .assign(
        caption=lambda d: d["caption"].map(lambda s: re.sub(r"\s+", " ", s).strip()),
        engagement=lambda d: (d["likes"] + 3 * d["comments"]) / d["followers"].clip(lower=1),
        popular=lambda d: (d["engagement"] > d["engagement"].mean()).astype(int),
    )
    .loc[:, ["caption", "popular"]]
)

a, b = train_test_split(posts, test_size=0.2, random_state=2, stratify=posts["popular"])

clf = Pipeline([
    ("tfidf", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=5)),
    ("lr", LogisticRegression(C=4, max_iter=1000)),
])
clf.fit(a["caption"], a["popular"])
print("F1 popular:", round(f1_score(b["popular"], clf.predict(b["caption"])), 3))
