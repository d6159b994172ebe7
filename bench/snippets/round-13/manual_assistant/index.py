"""Search index over the pages of the machine manuals."""
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer


class PageIndex:
    def __init__(self, folder, model="sentence-transformers/all-MiniLM-L6-v2"):
        self.encoder = SentenceTransformer(model)
        files = sorted(Path(folder).glob("*.txt"))
        self.pages = [f.stem for f in files]
        self.texts = [f.read_text() for f in files]
        self.vectors = self.encoder.encode(self.texts, normalize_embeddings=True)

    def top(self, question, k):
        query = self.encoder.encode([question], normalize_embeddings=True)[0]
        order = np.argsort(-(self.vectors @ query))[:k]
        return [(self.pages[i], self.texts[i]) for i in order]
