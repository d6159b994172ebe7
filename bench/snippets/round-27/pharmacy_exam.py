"""Accuracy of a chat model on pharmacy exam questions with a few worked examples in the prompt."""
import argparse
import hashlib
import json
import random
import re
from pathlib import Path

from openai import OpenAI

STYLES = {
    "plain": "Answer the question with one letter.",
    "pharmacist": "You are a hospital pharmacist. Think about dose and interactions, then give one letter.",
    "steps": "Reason in two short sentences, then finish with 'Answer: <letter>'.",
}


def key(item):
    words = re.sub(r"\W+", " ", item["question"].lower()).strip()
    return hashlib.sha1(words.encode()).hexdigest()


def read(path):
    items = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    return list({key(i): i for i in items}.values())


def show(item, with_answer):
    options = "\n".join(f"{k}) {v}" for k, v in sorted(item["options"].items()))
    tail = f"\nAnswer: {item['answer']}" if with_answer else "\nAnswer:"
    return f"{item['question']}\n{options}{tail}"


class Examiner:
    def __init__(self, client, model, shots):
        self.client, self.model, self.shots = client, model, shots

    def ask(self, style, item):
        worked = "\n\n".join(show(s, True) for s in self.shots)
        reply = self.client.chat.completions.create(
            model=self.model, temperature=0,
            messages=[{"role": "system", "content": STYLES[style]},
                      {"role": "user", "content": f"{worked}\n\n{show(item, False)}"}],
        )
        letters = re.findall(r"\b[A-E]\b", reply.choices[0].message.content)
        return letters[-1] if letters else None

    def accuracy(self, style, items):
        return sum(self.ask(style, i) == i["answer"] for i in items) / len(items)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--practice", default="practice.jsonl")
    parser.add_argument("--exam", default="exam.jsonl")
    parser.add_argument("--model", default="gpt-4o-mini")
    args = parser.parse_args()

    exam = read(args.exam)
    taken = {key(i) for i in exam}
    practice = [i for i in read(args.practice) if key(i) not in taken]
    random.Random(5).shuffle(practice)
    shots, tuning = practice[:5], practice[5:105]

    examiner = Examiner(OpenAI(), args.model, shots)
    tried = {style: examiner.accuracy(style, tuning) for style in STYLES}
    style = max(tried, key=tried.get)
    print("practice", tried)
    print(f"exam with '{style}': {examiner.accuracy(style, exam):.3f} on {len(exam)} questions")


if __name__ == "__main__":
    main()
