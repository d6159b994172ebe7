import json
import random

from openai import OpenAI
from sklearn.metrics import f1_score

client = OpenAI()
LABELS = ("refund", "delivery", "praise", "other")


def read(path):
    with open(path) as fh:
        return [json.loads(line) for line in fh]


def partition(messages, n_pool, seed):
    by_id = {m["id"]: m for m in messages}
    ids = sorted(by_id)
    random.Random(seed).shuffle(ids)
    pool = [by_id[i] for i in ids[:n_pool]]
    evaluation = [by_id[i] for i in ids[n_pool:]]
    return pool, evaluation


def prompt(examples, text):
    shots = "\n\n".join(f"Message: {e['text']}\nLabel: {e['label']}" for e in examples)
    return f"Labels: {', '.join(LABELS)}\n\n{shots}\n\nMessage: {text}\nLabel:"


def ask(content):
    out = client.chat.completions.create(
        model="gpt-4o-mini", temperature=0, max_tokens=4, messages=[{"role": "user", "content": content}]
    )
    return out.choices[0].message.content.strip()


def main():
    messages = read("data/labelled.jsonl")
    pool, evaluation = partition(messages, n_pool=100, seed=0)
    assert not {m["text"] for m in pool} & {m["text"] for m in evaluation}
    examples = random.Random(1).sample(pool, 8)
    guess = [ask(prompt(examples, m["text"])) for m in evaluation]
    print("macro F1", f1_score([m["label"] for m in evaluation], guess, average="macro", labels=list(LABELS)))


if __name__ == "__main__":
    main()
