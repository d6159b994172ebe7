"""Solved tickets as examples for the prompt."""
import json
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer


def read_tickets(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line]


class ExampleStore:
    def __init__(self, encoder="all-MiniLM-L6-v2"):
        self.encoder = SentenceTransformer(encoder)
        self.tickets, self.vectors = [], None

    def add(self, tickets):
        texts = [t["subject"] + "\n" + t["body"] for t in tickets]
        self.vectors = self.encoder.encode(texts, normalize_embeddings=True)
        self.tickets = list(tickets)

    def nearest(self, text, k=4):
        query = self.encoder.encode([text], normalize_embeddings=True)[0]
        order = np.argsort(-(self.vectors @ query))[:k]
        return [self.tickets[i] for i in order]
