"""Vector index over letters that clerks have already sorted."""
import json
from pathlib import Path

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

ENCODER = "intfloat/multilingual-e5-small"


def read_letters(path="letters.jsonl"):
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def encode(texts):
    model = SentenceTransformer(ENCODER)
    return np.asarray(model.encode(texts, normalize_embeddings=True), dtype="float32")


def main():
    letters = read_letters()
    vectors = encode([letter["text"] for letter in letters])
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, "letters.faiss")
    print(index.ntotal, "letters indexed")


if __name__ == "__main__":
    main()
