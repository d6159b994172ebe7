"""Embedding store of answered patient questions."""
import json

import numpy as np
from sentence_transformers import SentenceTransformer


def read_records(path="data/qa.jsonl"):
    with open(path, encoding="utf-8") as fh:
        return [json.loads(line) for line in fh]


class AnswerStore:
    def __init__(self, model_name="all-MiniLM-L6-v2"):
        self.encoder = SentenceTransformer(model_name)
        self.records, self.vectors = [], None

    def build(self, records):
        self.records = records
        texts = [f"Q: {r['question']}\nA: {r['answer']}" for r in records]
        self.vectors = self.encoder.encode(texts, normalize_embeddings=True)
        return self

    def nearest(self, question, k=4):
        query = self.encoder.encode([question], normalize_embeddings=True)[0]
        order = np.argsort(self.vectors @ query)[::-1][:k]
        return [self.records[i] for i in order]
