import hashlib
import json
import pathlib
import unicodedata

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline


def canonical(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(text.split())


def digest(text: str) -> str:
    return hashlib.sha1(canonical(text).encode()).hexdigest()


def read_crawls(folder):
    for file in sorted(pathlib.Path(folder).glob("crawl_*.jsonl")):
        with file.open() as lines:
            for line in lines:
                doc = json.loads(line)
                yield {"text": doc["instructions"], "cuisine": doc["cuisine"]}


recipes = pd.DataFrame(read_crawls("crawls"))
n_raw = len(recipes)
recipes["key"] = recipes["text"].map(digest)
recipes = recipes.drop_duplicates("key").drop(columns="key")
print(f"{n_raw - len(recipes)} duplicates removed")

train, test = train_test_split(recipes, test_size=0.2, random_state=0, stratify=recipes["cuisine"])
clf = make_pipeline(TfidfVectorizer(min_df=2), LogisticRegression(max_iter=1000))
clf.fit(train["text"], train["cuisine"])
print("macro F1", f1_score(test["cuisine"], clf.predict(test["text"]), average="macro"))
