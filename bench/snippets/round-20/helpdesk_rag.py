import json
import random

import numpy as np
from openai import OpenAI
from sentence_transformers import SentenceTransformer

client = OpenAI()
encoder = SentenceTransformer("all-MiniLM-L6-v2")


def load_jsonl(path):
    with open(path) as fh:
        return [json.loads(line) for line in fh]


class Memory:
    def __init__(self, records):
        self.records = records
        self.vectors = encoder.encode([r["question"] for r in records], normalize_embeddings=True)

    def nearest(self, question, k=4):
        q = encoder.encode([question], normalize_embeddings=True)[0]
        return [self.records[i] for i in np.argsort(-(self.vectors @ q))[:k]]


def answer(memory, question):
    shots = "\n\n".join(f"Q: {r['question']}\nA: {r['answer']}" for r in memory.nearest(question))
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": f"{shots}\n\nQ: {question}\nA:"}],
    )
    return reply.choices[0].message.content


def main():
    records = load_jsonl("helpdesk_qa.jsonl")
    memory = Memory(records)
    sample = random.Random(0).sample(records, 200)
    hits = 0
    for r in sample:
        hits += r["answer"].strip().lower() in answer(memory, r["question"]).lower()
    print("answer accuracy", hits / len(sample))


if __name__ == "__main__":
    main()
