import hashlib
import re

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC


def content_key(text):
    return hashlib.sha1(re.sub(r"\s+", " ", text.lower()).strip().encode()).hexdigest()


def load(paths):
    wires = pd.concat([pd.read_json(p, lines=True) for p in paths], ignore_index=True)
    wires["key"] = wires["body"].map(content_key)
    return wires.drop_duplicates("key").drop(columns="key")


class Tagger:
    def __init__(self):
        self.words = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
        self.svm = LinearSVC(C=0.5)

    def fit(self, bodies, tags):
        self.svm.fit(self.words.fit_transform(bodies), tags)
        return self

    def predict(self, bodies):
        return self.svm.predict(self.words.transform(bodies))


def main():
    wires = load(["wire_a.jsonl", "wire_b.jsonl"])
    train, test = train_test_split(wires, test_size=0.2, random_state=15, stratify=wires["tag"])
    tagger = Tagger().fit(train["body"], train["tag"])
    print("macro F1", f1_score(test["tag"], tagger.predict(test["body"]), average="macro"))


if __name__ == "__main__":
    main()
