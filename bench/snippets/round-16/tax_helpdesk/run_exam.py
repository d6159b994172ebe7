"""Multiple-choice accuracy of a prompt variant; variants are compared on the practice questions."""
import argparse
import random

from openai import OpenAI

from corpus import Handbook, load_questions, read_jsonl

VARIANTS = {
    "plain": "Answer with the letter only.",
    "cite": "Decide which section applies, then answer with the letter only.",
    "strict": "Use only the sections given. Answer with the letter only.",
}


def as_text(item):
    options = "\n".join(f"{letter}) {text}" for letter, text in sorted(item["options"].items()))
    return f"{item['question']}\n{options}"


class Runner:
    def __init__(self, model, handbook, shots):
        self.client, self.model, self.handbook = OpenAI(), model, handbook
        self.shots = "\n\n".join(f"{as_text(s)}\nAnswer: {s['letter']}" for s in shots)

    def answer(self, item, variant):
        sections = "\n---\n".join(s["text"] for s in self.handbook.relevant(item["question"]))
        prompt = f"{VARIANTS[variant]}\n\n{sections}\n\n{self.shots}\n\n{as_text(item)}\nAnswer:"
        reply = self.client.chat.completions.create(
            model=self.model, temperature=0, max_tokens=2, messages=[{"role": "user", "content": prompt}]
        )
        return reply.choices[0].message.content.strip()[:1].upper()

    def accuracy(self, items, variant):
        return sum(self.answer(item, variant) == item["letter"] for item in items) / len(items)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="gpt-4o-mini")
    parser.add_argument("--shots", type=int, default=4)
    args = parser.parse_args()

    practice, exam = load_questions("practice.jsonl", "exam.jsonl")
    random.Random(0).shuffle(practice)
    shots, trial = practice[: args.shots], practice[args.shots :]
    runner = Runner(args.model, Handbook(read_jsonl("handbook.jsonl")), shots)
    board = {variant: runner.accuracy(trial, variant) for variant in VARIANTS}
    chosen = max(board, key=board.get)
    print(board)
    print(f"{chosen}: {runner.accuracy(exam, chosen):.1%} of {len(exam)} exam questions")


if __name__ == "__main__":
    main()
