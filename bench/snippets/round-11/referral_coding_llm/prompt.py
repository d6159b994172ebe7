import numpy as np
from sentence_transformers import SentenceTransformer

HEAD = "Assign the referral letter to one specialty. Reply with the specialty only.\n\n"


class Shots:
    def __init__(self, pool, model="sentence-transformers/all-MiniLM-L6-v2"):
        self.pool = pool
        self.encoder = SentenceTransformer(model)
        self.vectors = self.encoder.encode([p["text"] for p in pool], normalize_embeddings=True)

    def prompt(self, text, k):
        query = self.encoder.encode(text, normalize_embeddings=True)
        nearest = np.argsort(-(self.vectors @ query))[:k]
        block = "\n\n".join(
            f"Letter: {self.pool[i]['text']}\nSpecialty: {self.pool[i]['specialty']}" for i in nearest
        )
        return f"{HEAD}{block}\n\nLetter: {text}\nSpecialty:"
