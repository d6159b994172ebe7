import argparse
import random
from collections import Counter

from openai import OpenAI

from bank import ExampleBank, read_utterances
from prompts import render


def ask(client, model, prompt):
    reply = client.chat.completions.create(
        model=model, temperature=0, max_tokens=12, messages=[{"role": "user", "content": prompt}]
    )
    return reply.choices[0].message.content.strip().lower()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--utterances", default="data/utterances.jsonl")
    parser.add_argument("--model", default="gpt-4o-mini")
    parser.add_argument("--shots", type=int, default=6)
    parser.add_argument("--size", type=int, default=400)
    args = parser.parse_args()

    utterances = read_utterances(args.utterances)
    bank = ExampleBank(utterances)
    questions = random.Random(3).sample(utterances, args.size)

    client = OpenAI()
    right, misses = 0, Counter()
    for item in questions:
        examples = bank.nearest(item["text"], args.shots)
        answer = ask(client, args.model, render(examples, item["text"]))
        if answer == item["intent"].lower():
            right += 1
        else:
            misses[(item["intent"], answer)] += 1
    print(f"accuracy {right / len(questions):.3f} on {len(questions)} messages, {args.shots} shots")
    for (want, got), n in misses.most_common(10):
        print(f"{n:4d}  {want} -> {got}")


if __name__ == "__main__":
    main()
