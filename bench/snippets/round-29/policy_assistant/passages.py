import json
import re

import numpy as np
from rank_bm25 import BM25Okapi

WORD = re.compile(r"[a-z0-9]+")


def words(text):
    return WORD.findall(text.lower())


def read_jsonl(path):
    with open(path, encoding="utf-8") as fh:
        return [json.loads(line) for line in fh if line.strip()]


class PolicyIndex:
    """Paragraphs of the staff handbook."""

    def __init__(self, paragraphs):
        self.paragraphs = paragraphs
        self.bm25 = BM25Okapi([words(p["text"]) for p in paragraphs])

    def top(self, question, k=5):
        scores = self.bm25.get_scores(words(question))
        return [self.paragraphs[i]["text"] for i in np.argsort(scores)[::-1][:k]]
