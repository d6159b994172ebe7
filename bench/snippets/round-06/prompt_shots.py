import json
import random
from pathlib import Path

from openai import OpenAI
from sklearn.metrics import accuracy_score, classification_report

client = OpenAI()
LABELS = ["billing", "bug", "feature", "other"]
SYSTEM = "Classify the customer message. Answer with one of: " + ", ".join(LABELS)


def load(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def shots(messages, k, seed=0):
    rng = random.Random(seed)
    picked = []
    for label in LABELS:
        picked += rng.sample([m for m in messages if m["label"] == label], k)
    turns = []
    for m in picked:
        turns.append({"role": "user", "content": m["text"]})
        turns.append({"role": "assistant", "content": m["label"]})
    return turns


def classify(text, examples, model="gpt-4o-mini"):
    reply = client.chat.completions.create(
        model=model,
        temperature=0,
        messages=[{"role": "system", "content": SYSTEM}, *examples, {"role": "user", "content": text}],
    )
    return reply.choices[0].message.content.strip().lower()


def main():
    annotated = load("data/annotated_messages.jsonl")
    examples = shots(annotated, k=6)
    truth = [m["label"] for m in annotated]
    guess = [classify(m["text"], examples) for m in annotated]
    print("accuracy", accuracy_score(truth, guess))
    print(classification_report(truth, guess, labels=LABELS))


if __name__ == "__main__":
    main()
