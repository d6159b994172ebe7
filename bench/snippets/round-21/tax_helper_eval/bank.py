"""Worked examples that are shown to the model before the question."""
import json
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer


def read_questions(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line.strip()]


class ExampleBank:
    def __init__(self, encoder="all-MiniLM-L6-v2"):
        self.encoder = SentenceTransformer(encoder)
        self.items = []
        self.vectors = None

    def add(self, items):
        self.items.extend(items)
        texts = [item["question"] for item in self.items]
        self.vectors = self.encoder.encode(texts, normalize_embeddings=True)
        return self

    def nearest(self, question, k=4):
        query = self.encoder.encode([question], normalize_embeddings=True)[0]
        order = np.argsort(-(self.vectors @ query))[:k]
        return [self.items[i] for i in order]
