import json

import numpy as np
from sentence_transformers import SentenceTransformer


def read_items(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


class ExampleShelf:
    """Finds worked examples close to a question."""

    def __init__(self, items, embedder):
        self.items = items
        self.encoder = SentenceTransformer(embedder)
        self.matrix = self.encoder.encode([i["question"] for i in items], normalize_embeddings=True)

    def nearest(self, question, k):
        query = self.encoder.encode([question], normalize_embeddings=True)[0]
        order = np.argsort(self.matrix @ query)[::-1][:k]
        return [self.items[i] for i in order]
