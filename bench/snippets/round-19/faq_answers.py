"""Exact-match rate of a hosted model on the support question set."""
import json
import random

from openai import OpenAI

client = OpenAI()


def read(path):
    with open(path) as handle:
        return [json.loads(line) for line in handle]


def pick_examples(items, k, seed=0):
    random.seed(seed)
    return random.sample(items, k)


def prompt_for(question, examples):
    shots = "\n\n".join(f"Q: {e['question']}\nA: {e['answer']}" for e in examples)
    return f"{shots}\n\nQ: {question}\nA:"


def ask(prompt, model):
    reply = client.chat.completions.create(
        model=model, temperature=0, messages=[{"role": "user", "content": prompt}]
    )
    return reply.choices[0].message.content.strip()


def main(model="gpt-4o-mini"):
    questions = read("support_eval.jsonl")
    examples = pick_examples(questions, k=12)
    hits = 0
    for item in questions:
        answer = ask(prompt_for(item["question"], examples), model)
        hits += answer.lower() == item["answer"].lower()
    print(f"{model}: exact match {hits / len(questions):.3f} on {len(questions)} questions")


if __name__ == "__main__":
    main()
