"""Nearest worked examples for the prompt."""
import json

import numpy as np
from sentence_transformers import SentenceTransformer


def read_vignettes(path):
    with open(path, encoding="utf-8") as fh:
        return [json.loads(line) for line in fh]


class ExampleBank:
    def __init__(self, vignettes, encoder="all-MiniLM-L6-v2"):
        self.vignettes = vignettes
        self.encoder = SentenceTransformer(encoder)
        self.matrix = self.encoder.encode([v["story"] for v in vignettes], normalize_embeddings=True)

    def nearest(self, story, k):
        query = self.encoder.encode([story], normalize_embeddings=True)[0]
        order = np.argsort(-(self.matrix @ query))[:k]
        return [self.vignettes[i] for i in order]
