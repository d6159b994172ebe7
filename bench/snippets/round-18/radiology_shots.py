"""Urgency of radiology reports with a few-shot prompt; examples come from the archive."""
import hashlib
import json
from pathlib import Path

import numpy as np
from openai import OpenAI
from sentence_transformers import SentenceTransformer

LEVELS = ("routine", "soon", "urgent")


def read(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line]


def key(text):
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()


def usable(archive, held):
    patients = {r["patient"] for r in held}
    texts = {key(r["report"]) for r in held}
    return [r for r in archive if r["patient"] not in patients and key(r["report"]) not in texts]


class Shots:
    def __init__(self, pool):
        self.pool = pool
        self.encoder = SentenceTransformer("all-MiniLM-L6-v2")
        self.vectors = self.encoder.encode([r["report"] for r in pool], normalize_embeddings=True)

    def near(self, report, k=5):
        query = self.encoder.encode(report, normalize_embeddings=True)
        return [self.pool[i] for i in np.argsort(self.vectors @ query)[::-1][:k]]


def classify(client, report, shots):
    lines = [f"Report: {s['report']}\nUrgency: {s['urgency']}" for s in shots]
    lines.append(f"Report: {report}\nUrgency:")
    answer = client.chat.completions.create(
        model="gpt-4o-mini",
        temperature=0,
        messages=[
            {"role": "system", "content": f"Answer with one of {', '.join(LEVELS)}."},
            {"role": "user", "content": "\n\n".join(lines)},
        ],
    )
    return answer.choices[0].message.content.strip().lower()


def main():
    held = read("data/reports_2024.jsonl")
    pool = usable(read("data/archive.jsonl"), held)
    shots, client = Shots(pool), OpenAI()
    hits = [classify(client, r["report"], shots.near(r["report"])) == r["urgency"] for r in held]
    print(f"{len(pool)} examples, accuracy {np.mean(hits):.3f} on {len(held)} reports")


if __name__ == "__main__":
    main()
