import json
import random
from pathlib import Path

from openai import OpenAI

from memory import AnswerMemory

client = OpenAI()


def resolved_questions(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def prompt(question, shots):
    blocks = [f"Q: {s['question']}\nA: {s['answer']}" for s in shots]
    return "\n\n".join(blocks + [f"Q: {question}\nA:"])


def ask(text):
    reply = client.chat.completions.create(
        model="gpt-4o-mini", temperature=0, messages=[{"role": "user", "content": text}]
    )
    return reply.choices[0].message.content.strip()


def main():
    resolved = resolved_questions("data/resolved.jsonl")
    memory = AnswerMemory()
    memory.add(resolved)
    chosen = random.Random(3).sample(resolved, 200)
    hits = 0
    for item in chosen:
        shots = memory.nearest(item["question"])
        answer = ask(prompt(item["question"], shots))
        hits += item["article_id"] in answer
    print(f"article cited in {hits / len(chosen):.1%} of {len(chosen)} questions")


if __name__ == "__main__":
    main()
