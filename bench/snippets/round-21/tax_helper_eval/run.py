"""Exact-match rate of the tax helper on the reviewed questions."""
import argparse
import re
from pathlib import Path

from openai import OpenAI

from bank import ExampleBank, read_questions

SYSTEM = "You answer questions on income tax. Reply with the figure or paragraph only."


def plain(text):
    return re.sub(r"[^a-z0-9§.]+", " ", text.lower()).strip()


def messages(bank, question):
    chat = [{"role": "system", "content": SYSTEM}]
    for example in bank.nearest(question):
        chat.append({"role": "user", "content": example["question"]})
        chat.append({"role": "assistant", "content": example["answer"]})
    chat.append({"role": "user", "content": question})
    return chat


def ask(client, model, chat):
    reply = client.chat.completions.create(model=model, messages=chat, temperature=0)
    return reply.choices[0].message.content or ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--model", default="gpt-4o-mini")
    args = parser.parse_args()

    bank = ExampleBank()
    for source in sorted(args.data.glob("*.jsonl")):
        bank.add(read_questions(source))

    client = OpenAI()
    reviewed = read_questions(args.data / "reviewed.jsonl")
    hits = 0
    for item in reviewed:
        reply = ask(client, args.model, messages(bank, item["question"]))
        hits += plain(reply) == plain(item["answer"])
    print(f"exact match {hits / len(reviewed):.3f} on {len(reviewed)} questions")


if __name__ == "__main__":
    main()
