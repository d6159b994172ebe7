import numpy as np
from openai import OpenAI
from rank_bm25 import BM25Okapi

from material import chapters, check_apart, read_jsonl

TEMPLATES = {
    "plain": "Handbook:\n{notes}\n\n{shots}Question: {question}\nAnswer:",
    "strict": "Answer only from the handbook; say 'not stated' otherwise.\n{notes}\n\n{shots}Q: {question}\nA:",
}
client = OpenAI()


class Desk:
    def __init__(self, passages, shots):
        self.passages = passages
        self.ranker = BM25Okapi([p.lower().split() for p in passages])
        self.shots = "".join(f"Q: {s['question']}\nA: {s['answer']}\n\n" for s in shots)

    def answer(self, question, template):
        notes = "\n---\n".join(self.ranker.get_top_n(question.lower().split(), self.passages, n=5))
        prompt = TEMPLATES[template].format(notes=notes, shots=self.shots, question=question)
        out = client.chat.completions.create(
            model="gpt-4o-mini", temperature=0, messages=[{"role": "user", "content": prompt}]
        )
        return out.choices[0].message.content.strip()


def accuracy(desk, questions, template):
    right = [q["gold"].lower() in desk.answer(q["question"], template).lower() for q in questions]
    return float(np.mean(right))


def main():
    passages = chapters("data/handbook")
    development = read_jsonl("data/development.jsonl")
    final = read_jsonl("data/final.jsonl")
    check_apart(final, development, passages)

    shots, rest = development[:4], development[4:]
    desk = Desk(passages, shots)
    scores = {name: accuracy(desk, rest, name) for name in TEMPLATES}
    template = max(scores, key=scores.get)
    print("development", scores)
    print("final", template, round(accuracy(desk, final, template), 3))


if __name__ == "__main__":
    main()
