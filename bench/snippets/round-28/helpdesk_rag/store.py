"""Retrieval over solved helpdesk threads."""
import json

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer


def read_lines(path):
    with open(path) as handle:
        return [json.loads(line) for line in handle]


def plain(text):
    return " ".join(text.lower().split())


class ThreadIndex:
    def __init__(self, threads):
        self.threads = threads
        self.words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2)
        self.matrix = self.words.fit_transform([t["question"] + "\n" + t["answer"] for t in threads])

    @classmethod
    def without(cls, threads, questions):
        keys = {q["thread_id"] for q in questions}
        texts = {plain(q["question"]) for q in questions}
        kept = [
            t for t in threads
            if t["thread_id"] not in keys
            and t.get("duplicate_of") not in keys
            and plain(t["question"]) not in texts
        ]
        return cls(kept)

    def top(self, question, k):
        score = (self.matrix @ self.words.transform([question]).T).toarray().ravel()
        return [self.threads[i] for i in np.argsort(-score)[:k]]
