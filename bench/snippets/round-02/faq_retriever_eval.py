import random

import faiss
import numpy as np
import pandas as pd
from sentence_transformers import SentenceTransformer

MODEL = "all-MiniLM-L6-v2"


class FaqIndex:
    def __init__(self, encoder: SentenceTransformer):
        self.encoder = encoder
        self.index = faiss.IndexFlatIP(encoder.get_sentence_embedding_dimension())
        self.answer_ids: list[int] = []

    def add(self, texts, answer_ids):
        self.index.add(self.encoder.encode(list(texts), normalize_embeddings=True))
        self.answer_ids.extend(answer_ids)

    def search(self, queries, k=5):
        vectors = self.encoder.encode(list(queries), normalize_embeddings=True)
        _, hits = self.index.search(vectors, k)
        return np.array(self.answer_ids)[hits]


def recall_at_k(found, wanted):
    return float(np.mean([w in row for row, w in zip(found, wanted)]))


def main(seed=0):
    pairs = pd.read_csv("support_questions.csv")  # question, answer_id
    faq = FaqIndex(SentenceTransformer(MODEL))
    faq.add(pairs["question"], pairs["answer_id"])

    random.seed(seed)
    picked = random.sample(range(len(pairs)), 300)
    eval_set = pairs.iloc[picked]
    found = faq.search(eval_set["question"])
    print("recall@5", recall_at_k(found, eval_set["answer_id"]))


if __name__ == "__main__":
    main()
