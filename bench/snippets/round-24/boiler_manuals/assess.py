"""Answers of the service assistant against the technicians' reference answers."""
import json
import re
from pathlib import Path

from openai import OpenAI

from store import Store, passages

client = OpenAI()
PASSAGE_COUNTS = (3, 5, 8)


def read(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line.strip()]


def key(question):
    return " ".join(sorted(set(re.findall(r"[a-z0-9]+", question.lower()))))


def without_known(questions, known):
    seen = {key(k["question"]) for k in known}
    return [q for q in questions if key(q["question"]) not in seen]


def answer(store, examples, question, count):
    shots = "\n\n".join(f"Q: {e['question']}\nA: {e['answer']}" for e in examples)
    context = "\n---\n".join(p["text"] for p in store.nearest(question, count))
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        temperature=0,
        messages=[
            {"role": "system", "content": "Answer with the error code or the part number only."},
            {"role": "user", "content": f"{shots}\n\nManual:\n{context}\n\nQ: {question}\nA:"},
        ],
    )
    return reply.choices[0].message.content


def hit_rate(store, examples, questions, count):
    right = 0
    for item in questions:
        given = answer(store, examples, item["question"], count)
        right += item["answer"].strip().lower() == given.strip().lower()
    return right / len(questions)


def main():
    store = Store(passages())
    examples = read("questions/examples.jsonl")
    dev = without_known(read("questions/dev.jsonl"), examples)
    final = without_known(read("questions/final.jsonl"), examples + dev)
    print(len(examples), "examples", len(dev), "dev", len(final), "final")

    rates = {count: hit_rate(store, examples, dev, count) for count in PASSAGE_COUNTS}
    count = max(rates, key=rates.get)
    print("dev", rates, "-> passages", count)
    print("final", round(hit_rate(store, examples, final, count), 3))


if __name__ == "__main__":
    main()
