"""Route support tickets to a queue."""
import re

import pandas as pd
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedShuffleSplit
from sklearn.svm import LinearSVC


class TicketSpace:
    def __init__(self, dims=200):
        self.vectoriser = TfidfVectorizer(min_df=3, ngram_range=(1, 2), sublinear_tf=True)
        self.svd = TruncatedSVD(dims, random_state=0)

    @staticmethod
    def clean(text):
        text = re.sub(r"\b[\w.]+@[\w.]+\b", " mailaddr ", text.lower())
        return re.sub(r"\d+", " num ", text)

    def embed(self, texts):
        cleaned = [self.clean(t) for t in texts]
        weights = self.vectoriser.fit_transform(cleaned)
        return self.svd.fit_transform(weights)


def main():
    tickets = pd.read_json("data/tickets.jsonl", lines=True)
    tickets = tickets.drop_duplicates("body")
    space = TicketSpace()
    vectors = space.embed(tickets["subject"] + " " + tickets["body"])
    queue = tickets["queue"].to_numpy()

    splitter = StratifiedShuffleSplit(n_splits=1, test_size=0.2, random_state=42)
    fit_idx, eval_idx = next(splitter.split(vectors, queue))
    clf = LinearSVC(C=0.5)
    clf.fit(vectors[fit_idx], queue[fit_idx])
    pred = clf.predict(vectors[eval_idx])
    print("macro F1", f1_score(queue[eval_idx], pred, average="macro"))


if __name__ == "__main__":
    main()
