import json
import re

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import linear_kernel


def read(path: str) -> list[dict]:
    with open(path) as handle:
        return [json.loads(line) for line in handle]


def key(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


class Pool:
    def __init__(self, items: list[dict]):
        self.items = items
        self.keys = {key(i["question"]) for i in items}
        self.vectorizer = TfidfVectorizer(sublinear_tf=True)
        self.matrix = self.vectorizer.fit_transform(i["question"] for i in items)

    def closest(self, question: str, k: int = 5) -> list[dict]:
        scores = linear_kernel(self.vectorizer.transform([question]), self.matrix)[0]
        return [self.items[i] for i in scores.argsort()[::-1][:k]]

    def holds(self, question: str) -> bool:
        return key(question) in self.keys
