import argparse

import requests

from index import PageIndex
from questions import read, without

RULE = "Answer from the manual pages only, in one sentence."


class Assistant:
    def __init__(self, index, url, shots, k):
        self.index, self.url, self.k = index, url, k
        self.shots = "\n\n".join(f"Question: {s.text}\nAnswer: {s.answer}" for s in shots)

    def answer(self, question):
        context = "\n---\n".join(text for _, text in self.index.top(question, self.k))
        prompt = f"{RULE}\n\n{self.shots}\n\nPages:\n{context}\n\nQuestion: {question}\nAnswer:"
        body = {"prompt": prompt, "max_tokens": 80, "temperature": 0.0, "stop": ["\n"]}
        reply = requests.post(f"{self.url}/v1/completions", json=body, timeout=120)
        reply.raise_for_status()
        return reply.json()["choices"][0]["text"]


def contains(assistant, questions):
    right = [q.answer.lower() in assistant.answer(q.text).lower() for q in questions]
    return sum(right) / len(right)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="http://localhost:8000")
    args = parser.parse_args()

    shots = read("questions/examples.jsonl")
    tuning = without(read("questions/spring.jsonl"), shots)
    final = without(read("questions/autumn.jsonl"), shots, tuning)

    index = PageIndex("manuals/pages")
    trials = {k: contains(Assistant(index, args.url, shots, k), tuning) for k in (2, 4, 8)}
    k = max(trials, key=trials.get)
    print("spring questions:", trials)
    accuracy = contains(Assistant(index, args.url, shots, k), final)
    print(f"k={k}: {accuracy:.3f} on {len(final)} autumn questions")


if __name__ == "__main__":
    main()
