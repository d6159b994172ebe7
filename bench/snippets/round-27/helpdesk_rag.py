"""Answer quality of the helpdesk assistant on resolved tickets."""
import argparse
import json
import random
from pathlib import Path

import numpy as np
from openai import OpenAI
from sentence_transformers import SentenceTransformer

PROMPT = """You answer questions of employees about IT services.
Use the notes below if they help.

{notes}

Question: {question}
Answer:"""


def read_tickets(folder: Path):
    rows = []
    for file in sorted(folder.glob("*.jsonl")):
        rows += [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [r for r in rows if r["state"] == "resolved" and r["resolution"]]


class Memory:
    def __init__(self, encoder):
        self.encoder = encoder
        self.notes, self.matrix = [], None

    def store(self, tickets):
        self.notes = [f"Q: {t['question']}\nA: {t['resolution']}" for t in tickets]
        self.matrix = self.encoder.encode(self.notes, normalize_embeddings=True)

    def near(self, question, k):
        q = self.encoder.encode([question], normalize_embeddings=True)[0]
        best = np.argsort(-(self.matrix @ q))[:k]
        return "\n---\n".join(self.notes[i] for i in best)


def token_f1(answer, reference):
    a, r = answer.lower().split(), reference.lower().split()
    common = len(set(a) & set(r))
    if not common:
        return 0.0
    p, q = common / len(set(a)), common / len(set(r))
    return 2 * p * q / (p + q)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--k", type=int, default=4)
    parser.add_argument("--model", default="gpt-4o-mini")
    args = parser.parse_args()

    tickets = read_tickets(args.folder)
    memory = Memory(SentenceTransformer("all-MiniLM-L6-v2"))
    memory.store(tickets)

    client = OpenAI()
    asked = random.Random(0).sample(tickets, args.n)
    scores = []
    for t in asked:
        prompt = PROMPT.format(notes=memory.near(t["question"], args.k), question=t["question"])
        reply = client.chat.completions.create(
            model=args.model, temperature=0, messages=[{"role": "user", "content": prompt}]
        )
        scores.append(token_f1(reply.choices[0].message.content, t["resolution"]))
    print(f"token F1 {np.mean(scores):.3f} on {len(scores)} tickets")


if __name__ == "__main__":
    main()
