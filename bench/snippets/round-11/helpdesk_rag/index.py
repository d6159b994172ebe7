import numpy as np
from sentence_transformers import SentenceTransformer

from corpus import manual_pages, solved_cases


class Index:
    def __init__(self, name="intfloat/e5-base-v2"):
        self.encoder = SentenceTransformer(name)
        self.texts, self.vectors = [], None

    def build(self):
        self.texts = [page["text"] for page in manual_pages()]
        for case in solved_cases():
            self.texts.append(f"Question: {case['question']}\nAnswer: {case['answer']}")
        marked = [f"passage: {text}" for text in self.texts]
        self.vectors = self.encoder.encode(marked, normalize_embeddings=True)
        return self

    def search(self, question, k=4):
        query = self.encoder.encode(f"query: {question}", normalize_embeddings=True)
        return [self.texts[i] for i in np.argsort(-(self.vectors @ query))[:k]]
