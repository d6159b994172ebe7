"""Passages of the boiler manuals in a vector store."""
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

encoder = SentenceTransformer("BAAI/bge-small-en-v1.5")


def passages(folder="manuals", width=900, overlap=150):
    found = []
    for file in sorted(Path(folder).glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        for start in range(0, len(text), width - overlap):
            found.append({"manual": file.stem, "text": text[start : start + width]})
    return found


class Store:
    def __init__(self, items):
        self.items = items
        self.vectors = encoder.encode([i["text"] for i in items], normalize_embeddings=True)

    def nearest(self, question, count):
        query = encoder.encode([question], normalize_embeddings=True)[0]
        best = np.argsort(-(self.vectors @ query))[:count]
        return [self.items[i] for i in best]
