import argparse
import math
import re

from openai import OpenAI

from items import divide, read
from shots import WorkedExamples, prompt


def number(text):
    found = re.findall(r"Answer:\s*(-?\d+(?:\.\d+)?(?:e-?\d+)?)", text)
    return float(found[-1]) if found else math.nan


def accuracy(client, model, worked, questions, n):
    right = 0
    for item in questions:
        text = prompt(item["question"], worked.closest(item["question"], n))
        reply = client.chat.completions.create(
            model=model, temperature=0, messages=[{"role": "user", "content": text}]
        )
        right += math.isclose(number(reply.choices[0].message.content), float(item["answer"]), rel_tol=0.02)
    return right / len(questions)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", default="data/exercises.jsonl")
    parser.add_argument("--model", default="gpt-4o-mini")
    parser.add_argument("--shots", type=int, nargs="+", default=[0, 2, 4, 8])
    args = parser.parse_args()

    pool, dev, final = divide(read(args.items), n_dev=150, n_final=400, seed=23)
    worked = WorkedExamples(pool)
    client = OpenAI()
    on_dev = {n: accuracy(client, args.model, worked, dev, n) for n in args.shots}
    for n, value in on_dev.items():
        print(f"{n} shots: {value:.3f} on {len(dev)} exercises")
    best = max(on_dev, key=on_dev.get)
    print(f"final, {best} shots: {accuracy(client, args.model, worked, final, best):.3f} on {len(final)} exercises")


if __name__ == "__main__":
    main()
