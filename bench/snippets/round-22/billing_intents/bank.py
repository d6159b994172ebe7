"""Labelled utterances, embedded once, searched per query."""
import json

import numpy as np
from sentence_transformers import SentenceTransformer


def read_utterances(path):
    with open(path, encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


class ExampleBank:
    def __init__(self, utterances, encoder="all-MiniLM-L6-v2"):
        self.utterances = utterances
        self.encoder = SentenceTransformer(encoder)
        self.vectors = self.encoder.encode(
            [u["text"] for u in utterances], normalize_embeddings=True, show_progress_bar=False
        )

    def nearest(self, text, k):
        query = self.encoder.encode([text], normalize_embeddings=True)[0]
        order = np.argsort(self.vectors @ query)[::-1][:k]
        return [self.utterances[i] for i in order]
