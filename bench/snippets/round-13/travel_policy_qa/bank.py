"""The question bank: questions about the travel policy with reference answers."""
import json
import random
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Item:
    key: str
    question: str
    answer: str
    topic: str


class QuestionBank:
    def __init__(self, path="questions.jsonl"):
        lines = Path(path).read_text().splitlines()
        self.items = [Item(**json.loads(line)) for line in lines if line.strip()]

    def worked_examples(self, per_topic=2, seed=0):
        rng = random.Random(seed)
        chosen = []
        for topic in sorted({i.topic for i in self.items}):
            pool = [i for i in self.items if i.topic == topic]
            chosen.extend(rng.sample(pool, min(per_topic, len(pool))))
        return chosen

    def __iter__(self):
        return iter(self.items)
