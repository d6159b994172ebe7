import hashlib
import json

import numpy as np
from openai import OpenAI
from sentence_transformers import SentenceTransformer

client = OpenAI()
encoder = SentenceTransformer("all-MiniLM-L6-v2")


def read(path):
    with open(path) as fh:
        return [json.loads(line) for line in fh]


def key(text):
    return hashlib.sha1(" ".join(text.lower().split()).encode()).hexdigest()


class Shots:
    def __init__(self, rows):
        self.rows = rows
        self.vec = encoder.encode([r["question"] for r in rows], normalize_embeddings=True)

    def __call__(self, question, k=3):
        sim = self.vec @ encoder.encode([question], normalize_embeddings=True)[0]
        return [self.rows[i] for i in np.argsort(-sim)[:k]]


def ask(shots, question):
    prompt = "\n".join(f"Q: {r['question']}\nA: {r['answer']}" for r in shots(question))
    out = client.chat.completions.create(
        model="gpt-4o-mini", temperature=0,
        messages=[{"role": "user", "content": f"{prompt}\nQ: {question}\nA:"}],
    )
    return out.choices[0].message.content


def main():
    exam = read("policy_exam.jsonl")
    exam_topics = {r["policy_id"] for r in exam}
    exam_keys = {key(r["question"]) for r in exam}
    pool = [
        r for r in read("policy_faq.jsonl")
        if r["policy_id"] not in exam_topics and key(r["question"]) not in exam_keys
    ]
    shots = Shots(pool)
    right = sum(r["answer"].lower() in ask(shots, r["question"]).lower() for r in exam)
    print(f"{right}/{len(exam)} answered")


if __name__ == "__main__":
    main()
