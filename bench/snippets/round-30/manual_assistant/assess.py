"""Exact-match benchmark of the product manual assistant."""
import argparse

from openai import OpenAI
from rank_bm25 import BM25Okapi

from records import key, read, shots_and_questions


def words(text):
    return text.lower().split()


class Retriever:
    def __init__(self, texts):
        self.texts = texts
        self.index = BM25Okapi([words(t) for t in texts])

    def top(self, question, n):
        return self.index.get_top_n(words(question), self.texts, n=n)


def answer(client, model, question, passages, examples):
    shots = "\n\n".join(f"Q: {e['question']}\nA: {e['answer']}" for e in examples)
    context = "\n---\n".join(passages)
    prompt = f"Manual:\n{context}\n\nExamples:\n{shots}\n\nQ: {question}\nA:"
    reply = client.chat.completions.create(
        model=model, temperature=0, messages=[{"role": "user", "content": prompt}]
    )
    return reply.choices[0].message.content


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="gpt-4o-mini")
    args = parser.parse_args()
    solved, bench = shots_and_questions("solved.jsonl", "bench.jsonl")
    manual = Retriever([row["text"] for row in read("manual_sections.jsonl")])
    past = {row["question"]: row for row in solved}
    examples = Retriever(list(past))
    client = OpenAI()
    right = 0
    for row in bench:
        shots = [past[q] for q in examples.top(row["question"], 3)]
        text = answer(client, args.model, row["question"], manual.top(row["question"], 5), shots)
        right += key(text) == key(row["answer"])
    print(f"exact match {right}/{len(bench)}")


if __name__ == "__main__":
    main()
