import json
import random
from collections import Counter
from pathlib import Path

from openai import OpenAI

client = OpenAI()
LEVELS = ["low", "normal", "urgent"]
PROMPT = "Classify the urgency of the message as one of: {levels}.\n\n{shots}\n\nMessage: {text}\nUrgency:"


def load_cases(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def pick_shots(cases, per_level=4, seed=1):
    rng = random.Random(seed)
    shots = []
    for level in LEVELS:
        shots += rng.sample([c for c in cases if c["urgency"] == level], per_level)
    rng.shuffle(shots)
    return "\n\n".join(f"Message: {c['text']}\nUrgency: {c['urgency']}" for c in shots)


def classify(text, shots):
    answer = client.chat.completions.create(
        model="gpt-4o-mini",
        temperature=0,
        messages=[{"role": "user", "content": PROMPT.format(levels=", ".join(LEVELS), shots=shots, text=text)}],
    )
    return answer.choices[0].message.content.strip().lower()


def main():
    cases = load_cases("triage_cases.jsonl")
    shots = pick_shots(cases)
    outcome = Counter(classify(c["text"], shots) == c["urgency"] for c in cases)
    print(f"accuracy {outcome[True] / len(cases):.3f} on {len(cases)} cases")


if __name__ == "__main__":
    main()
