"""Accuracy of a local language model on yes/no questions about supply contracts."""
import argparse
import json
import random
from pathlib import Path

import requests

HEAD = "Answer the question about the clause with yes or no.\n\n"


def read_items(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def block(item: dict, answered: bool) -> str:
    text = f"Clause: {item['clause']}\nQuestion: {item['question']}\nAnswer:"
    return f"{text} {item['answer']}\n\n" if answered else text


class Prompter:
    def __init__(self, items: list[dict], shots: int, seed: int):
        rng = random.Random(seed)
        self.shown = rng.sample(items, shots)
        self.prefix = HEAD + "".join(block(i, True) for i in self.shown)

    def __call__(self, item: dict) -> str:
        return self.prefix + block(item, False)


def ask(url: str, prompt: str) -> str:
    body = {"prompt": prompt, "max_tokens": 2, "temperature": 0.0}
    reply = requests.post(f"{url}/v1/completions", json=body, timeout=120)
    reply.raise_for_status()
    return reply.json()["choices"][0]["text"].strip().lower()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--items", type=Path, default=Path("contracts_benchmark.jsonl"))
    ap.add_argument("--url", default="http://localhost:8000")
    ap.add_argument("--shots", type=int, default=24)
    args = ap.parse_args()

    items = read_items(args.items)
    prompter = Prompter(items, args.shots, seed=5)
    right = 0
    for item in items:
        right += ask(args.url, prompter(item)).startswith(item["answer"].lower())
    print(f"{args.items.stem}: {right / len(items):.3f} of {len(items)}")


if __name__ == "__main__":
    main()
