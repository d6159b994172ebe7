import argparse
import collections
import json
import time

from openai import OpenAI

from prompting import few_shot, load_items

client = OpenAI()
LEVELS = ("self-care", "GP", "emergency")


def ask(prefix: str, question: str, model: str) -> str:
    for attempt in range(4):
        try:
            r = client.chat.completions.create(
                model=model,
                temperature=0,
                max_tokens=5,
                messages=[{"role": "user", "content": f"{prefix}\n\nQ: {question}\nA:"}],
            )
            return r.choices[0].message.content.strip()
        except Exception:
            time.sleep(2 ** attempt)
    return ""


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", default="gpt-4o-mini")
    ap.add_argument("--shots", type=int, default=24)
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()

    prefix = few_shot(a.shots, a.seed)
    questions = load_items()
    table = collections.Counter()
    for it in questions:
        out = ask(prefix, it["question"], a.model)
        level = next((lv for lv in LEVELS if out.lower().startswith(lv.lower())), "none")
        table[(it["triage"], level)] += 1

    right = sum(n for (gold, got), n in table.items() if gold == got)
    print(json.dumps({"n": len(questions), "shots": a.shots, "accuracy": right / len(questions)}, indent=2))


if __name__ == "__main__":
    main()
