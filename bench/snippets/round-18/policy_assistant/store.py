import json
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer


def read_pairs(path):
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


class ExampleStore:
    def __init__(self, pairs, encoder="all-MiniLM-L6-v2"):
        self.pairs = pairs
        self.encoder = SentenceTransformer(encoder)
        self.matrix = self.encoder.encode(
            [p["question"] for p in pairs], normalize_embeddings=True
        )

    def nearest(self, question, k=4):
        vector = self.encoder.encode([question], normalize_embeddings=True)[0]
        order = np.argsort(-(self.matrix @ vector))[:k]
        return [self.pairs[i] for i in order]
