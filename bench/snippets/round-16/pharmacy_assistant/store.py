import json

import numpy as np
from sentence_transformers import SentenceTransformer


def read_jsonl(path):
    with open(path, encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


class AnswerStore:
    """Questions that the pharmacists have answered so far, searchable by meaning."""

    def __init__(self, encoder="sentence-transformers/all-MiniLM-L6-v2"):
        self.encoder = SentenceTransformer(encoder)
        self.entries, self.vectors = [], None

    def fill(self, entries):
        self.entries = list(entries)
        texts = [f"{e['question']}\n{e['answer']}" for e in self.entries]
        self.vectors = self.encoder.encode(texts, normalize_embeddings=True)
        return self

    def nearest(self, question, k=4):
        query = self.encoder.encode([question], normalize_embeddings=True)[0]
        order = np.argsort(-(self.vectors @ query))[:k]
        return [self.entries[i] for i in order]
