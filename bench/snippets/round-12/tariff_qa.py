"""Customs tariff assistant: exact-match score of the few-shot prompt."""
import argparse
import json
import random
from dataclasses import dataclass

import numpy as np
from openai import OpenAI
from sentence_transformers import SentenceTransformer

PROMPT = "You classify goods into HS codes. Answer with the six digit code only."


@dataclass
class Item:
    key: str
    goods: str
    code: str


def read_items(path):
    with open(path, encoding="utf-8") as handle:
        return [Item(r["id"], r["description"], r["hs6"]) for r in map(json.loads, handle)]


class Examples:
    """Nearest solved declarations for a description."""

    def __init__(self, items, encoder):
        self.items = items
        self.encoder = encoder
        self.vectors = encoder.encode([i.goods for i in items], normalize_embeddings=True)

    def nearest(self, goods, k):
        query = self.encoder.encode([goods], normalize_embeddings=True)[0]
        order = np.argsort(-(self.vectors @ query))[:k]
        return [self.items[i] for i in order]


class Assistant:
    def __init__(self, examples, model, k=6):
        self.client = OpenAI()
        self.examples, self.model, self.k = examples, model, k

    def answer(self, goods):
        messages = [{"role": "system", "content": PROMPT}]
        for shot in self.examples.nearest(goods, self.k):
            messages.append({"role": "user", "content": shot.goods})
            messages.append({"role": "assistant", "content": shot.code})
        messages.append({"role": "user", "content": goods})
        reply = self.client.chat.completions.create(model=self.model, messages=messages, temperature=0)
        return reply.choices[0].message.content.strip()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("declarations")
    parser.add_argument("--model", default="gpt-4o-mini")
    parser.add_argument("--size", type=int, default=400)
    args = parser.parse_args()

    items = read_items(args.declarations)
    quiz = random.Random(9).sample(items, args.size)
    examples = Examples(items, SentenceTransformer("all-MiniLM-L6-v2"))
    assistant = Assistant(examples, args.model)

    hits = [assistant.answer(item.goods) == item.code for item in quiz]
    print(f"exact match {np.mean(hits):.3f} on {len(hits)} declarations")


if __name__ == "__main__":
    main()
