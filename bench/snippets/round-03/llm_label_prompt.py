import json
import random
from pathlib import Path

from openai import OpenAI

client = OpenAI()
LABELS = ["billing", "technical", "contract"]
PROMPT = "Give the topic of the message, one of: {labels}.\n\n{shots}\n\nMessage: {text}\nTopic:"


def load_cases(path):
    cases = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    by_text = {" ".join(c["text"].lower().split()): c for c in cases}
    return list(by_text.values())


def part(cases, n_shots, seed=1):
    ids = sorted(c["id"] for c in cases)
    chosen = set(random.Random(seed).sample(ids, n_shots))
    shots = [c for c in cases if c["id"] in chosen]
    rest = [c for c in cases if c["id"] not in chosen]
    return shots, rest


def ask(text, shots):
    shown = "\n\n".join(f"Message: {s['text']}\nTopic: {s['topic']}" for s in shots)
    content = PROMPT.format(labels=", ".join(LABELS), shots=shown, text=text)
    answer = client.chat.completions.create(
        model="gpt-4o-mini", temperature=0, messages=[{"role": "user", "content": content}]
    )
    return answer.choices[0].message.content.strip().lower()


def main():
    shots, cases = part(load_cases("topic_cases.jsonl"), n_shots=12)
    right = sum(ask(c["text"], shots) == c["topic"] for c in cases)
    print(f"accuracy {right / len(cases):.3f} on {len(cases)} cases")


if __name__ == "__main__":
    main()
