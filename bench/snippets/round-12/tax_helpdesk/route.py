"""Route help-desk questions to a desk with a few-shot prompt."""
import argparse

import numpy as np
from openai import OpenAI
from sklearn.metrics import accuracy_score, f1_score

from pools import pools

SYSTEM = "Route the question to one desk: {desks}. Answer with the desk name only."


class Router:
    def __init__(self, examples, model):
        self.client = OpenAI()
        self.model = model
        self.examples = examples
        self.desks = sorted({e["desk"] for e in examples})
        self.vectors = self.embed([e["question"] for e in examples])

    def embed(self, texts, size=256):
        blocks = []
        for start in range(0, len(texts), size):
            reply = self.client.embeddings.create(model="text-embedding-3-small", input=texts[start : start + size])
            blocks.extend(item.embedding for item in reply.data)
        return np.array(blocks)

    def route(self, question, k):
        order = np.argsort(-(self.vectors @ self.embed([question])[0]))[:k]
        messages = [{"role": "system", "content": SYSTEM.format(desks=", ".join(self.desks))}]
        for i in order:
            messages.append({"role": "user", "content": self.examples[i]["question"]})
            messages.append({"role": "assistant", "content": self.examples[i]["desk"]})
        messages.append({"role": "user", "content": question})
        reply = self.client.chat.completions.create(model=self.model, messages=messages, temperature=0)
        return reply.choices[0].message.content.strip()


def guesses(router, tickets, k):
    return [router.route(t["question"], k) for t in tickets]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tickets")
    parser.add_argument("--model", default="gpt-4o-mini")
    args = parser.parse_args()

    parts = pools(args.tickets)
    router = Router(parts["examples"], args.model)

    truth = [t["desk"] for t in parts["tuning"]]
    scores = {k: accuracy_score(truth, guesses(router, parts["tuning"], k)) for k in (1, 4, 8, 16)}
    k = max(scores, key=scores.get)

    truth = [t["desk"] for t in parts["exam"]]
    answers = guesses(router, parts["exam"], k)
    print(f"k={k} accuracy {accuracy_score(truth, answers):.3f} macro F1 {f1_score(truth, answers, average='macro'):.3f}")


if __name__ == "__main__":
    main()
