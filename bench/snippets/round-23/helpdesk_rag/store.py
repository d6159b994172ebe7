import json
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

RESOLVED = Path("data/resolved_tickets.jsonl")


def read_jsonl(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line.strip()]


class PassageStore:
    def __init__(self, encoder="all-MiniLM-L6-v2"):
        self.encoder = SentenceTransformer(encoder)
        self.passages = []
        self.vectors = None

    def add_manuals(self, folder):
        for page in sorted(Path(folder).glob("*.md")):
            self.passages += [p for p in page.read_text().split("\n\n") if len(p) > 80]

    def add_tickets(self, path=RESOLVED):
        for ticket in read_jsonl(path):
            self.passages.append(f"Q: {ticket['question']}\nA: {ticket['resolution']}")

    def build(self):
        self.vectors = self.encoder.encode(self.passages, normalize_embeddings=True)
        return self

    def nearest(self, question, k=4):
        query = self.encoder.encode([question], normalize_embeddings=True)[0]
        return [self.passages[i] for i in np.argsort(-(self.vectors @ query))[:k]]
