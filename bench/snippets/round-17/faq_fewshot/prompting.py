import json

import numpy as np
from sentence_transformers import SentenceTransformer

HEADER = "Assign each banking question to one intent. Answer with the intent only.\n\n"


class ExampleStore:
    def __init__(self, path: str):
        with open(path) as handle:
            self.items = [json.loads(line) for line in handle]
        self.encoder = SentenceTransformer("all-MiniLM-L6-v2")
        self.vectors = self.encoder.encode([i["question"] for i in self.items], normalize_embeddings=True)

    def nearest(self, question: str, k: int) -> list[dict]:
        query = self.encoder.encode([question], normalize_embeddings=True)[0]
        order = np.argsort(-(self.vectors @ query))[:k]
        return [self.items[i] for i in order]


def build_prompt(store: ExampleStore, question: str, k: int = 6) -> str:
    shots = "".join(f"Q: {s['question']}\nIntent: {s['intent']}\n\n" for s in store.nearest(question, k))
    return f"{HEADER}{shots}Q: {question}\nIntent:"
