import numpy as np
from sentence_transformers import SentenceTransformer


class AnswerMemory:
    """Nearest solved questions, used as examples in the prompt."""

    def __init__(self, name="all-MiniLM-L6-v2"):
        self.encoder = SentenceTransformer(name)
        self.items = []
        self.vectors = None

    def add(self, items):
        self.items = list(items)
        self.vectors = self.encoder.encode(
            [i["question"] for i in self.items], normalize_embeddings=True
        )

    def nearest(self, question, k=4):
        q = self.encoder.encode([question], normalize_embeddings=True)[0]
        order = np.argsort(-(self.vectors @ q))[:k]
        return [self.items[i] for i in order]
