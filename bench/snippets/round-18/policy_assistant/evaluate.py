"""Exact-answer rate of the claims assistant."""
import argparse

from openai import OpenAI

from store import ExampleStore, read_pairs

SYSTEM = "You answer questions on household policies with one short phrase."


def prompt(question, examples):
    messages = [{"role": "system", "content": SYSTEM}]
    for ex in examples:
        messages.append({"role": "user", "content": ex["question"]})
        messages.append({"role": "assistant", "content": ex["answer"]})
    messages.append({"role": "user", "content": question})
    return messages


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--questions", default="data/claims_qa.jsonl")
    parser.add_argument("--model", default="gpt-4o-mini")
    args = parser.parse_args()

    pairs = read_pairs(args.questions)
    store = ExampleStore(pairs)
    client, right = OpenAI(), 0
    for pair in pairs:
        examples = store.nearest(pair["question"])
        reply = client.chat.completions.create(
            model=args.model, temperature=0, messages=prompt(pair["question"], examples)
        )
        text = reply.choices[0].message.content.strip().lower()
        right += text == pair["answer"].strip().lower()
    print(f"exact answers: {right / len(pairs):.3f} of {len(pairs)}")


if __name__ == "__main__":
    main()
