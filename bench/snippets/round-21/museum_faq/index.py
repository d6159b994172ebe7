"""Search index of answered visitor mails."""
import json
import re
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer


def read(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def key(text):
    return re.sub(r"\W+", " ", text.lower()).strip()


class MailIndex:
    def __init__(self, mails, name="intfloat/multilingual-e5-small"):
        self.mails = mails
        self.encoder = SentenceTransformer(name)
        texts = [f"passage: {m['question']} {m['answer']}" for m in mails]
        self.vectors = self.encoder.encode(texts, normalize_embeddings=True)

    @classmethod
    def without(cls, mails, reserved):
        threads = {m["thread_id"] for m in reserved}
        texts = {key(m["question"]) for m in reserved}
        kept = [
            m for m in mails if m["thread_id"] not in threads and key(m["question"]) not in texts
        ]
        return cls(kept)

    def search(self, question, k):
        q = self.encoder.encode([f"query: {question}"], normalize_embeddings=True)[0]
        return [self.mails[i] for i in np.argsort(-(self.vectors @ q))[:k]]
