import json
import random
from pathlib import Path

QA = Path("data/clinic_qa.jsonl")
HEAD = "Answer the question of a patient with one of: self-care, GP, emergency.\n\n"


def load_items(path: Path = QA):
    with path.open() as fh:
        return [json.loads(line) for line in fh]


def few_shot(n: int = 24, seed: int = 0) -> str:
    items = load_items()
    picked = random.Random(seed).sample(items, n)
    return HEAD + "\n\n".join(f"Q: {it['question']}\nA: {it['triage']}" for it in picked)
