"""Accuracy of a chat model on emergency-triage vignettes with retrieved shots."""
import argparse
import random
from collections import Counter

from openai import OpenAI

from examples import ExampleBank, read_vignettes

LEVELS = ["1", "2", "3", "4", "5"]
SYSTEM = "You are a triage nurse. Answer with the ESI level only: 1, 2, 3, 4 or 5."


def messages(story, shots):
    chat = [{"role": "system", "content": SYSTEM}]
    for shot in reversed(shots):
        chat.append({"role": "user", "content": shot["story"]})
        chat.append({"role": "assistant", "content": str(shot["level"])})
    chat.append({"role": "user", "content": story})
    return chat


def ask(client, model, chat):
    reply = client.chat.completions.create(model=model, messages=chat, temperature=0, max_tokens=2)
    text = (reply.choices[0].message.content or "").strip()
    return text[0] if text and text[0] in LEVELS else None


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--vignettes", default="vignettes.jsonl")
    ap.add_argument("--model", default="gpt-4o-mini")
    ap.add_argument("--shots", type=int, default=4)
    ap.add_argument("--n", type=int, default=300)
    args = ap.parse_args()

    vignettes = read_vignettes(args.vignettes)
    bank = ExampleBank(vignettes)
    asked = random.Random(13).sample(vignettes, args.n)

    client = OpenAI()
    right, confusion = 0, Counter()
    for item in asked:
        shots = bank.nearest(item["story"], args.shots)
        level = ask(client, args.model, messages(item["story"], shots))
        confusion[(str(item["level"]), level)] += 1
        right += level == str(item["level"])
    print(f"{args.model}, {args.shots} shots: accuracy {right / len(asked):.3f} (n={len(asked)})")
    for pair, n in sorted(confusion.items(), key=str):
        print(*pair, n)


if __name__ == "__main__":
    main()
