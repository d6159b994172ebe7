"""Exact-choice accuracy of the handbook assistant."""
import argparse
import random

from openai import OpenAI

from passages import PolicyIndex, read_jsonl, words

client = OpenAI()


def check_apart(shots, benchmark):
    shared_ids = {s["qid"] for s in shots} & {b["qid"] for b in benchmark}
    shot_texts = {" ".join(words(s["question"])) for s in shots}
    shared_text = [b["qid"] for b in benchmark if " ".join(words(b["question"])) in shot_texts]
    if shared_ids or shared_text:
        raise ValueError(f"questions in both files: {sorted(shared_ids) + shared_text}")


def render(item):
    options = "\n".join(f"{key}) {text}" for key, text in sorted(item["options"].items()))
    return f"Question: {item['question']}\n{options}\nAnswer:"


def choose(index, shots, item):
    examples = "\n\n".join(f"{render(s)} {s['key']}" for s in shots)
    context = "\n".join(index.top(item["question"]))
    prompt = f"{examples}\n\nHandbook:\n{context}\n\n{render(item)}"
    reply = client.chat.completions.create(
        model="gpt-4o-mini", temperature=0, max_tokens=2, messages=[{"role": "user", "content": prompt}]
    )
    return reply.choices[0].message.content.strip()[:1].upper()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shots", type=int, default=6)
    args = parser.parse_args()
    benchmark = read_jsonl("data/benchmark.jsonl")
    pool = read_jsonl("data/dev_questions.jsonl")
    check_apart(pool, benchmark)
    shots = random.Random(0).sample(pool, args.shots)
    index = PolicyIndex(read_jsonl("data/handbook.jsonl"))
    right = [choose(index, shots, item) == item["key"] for item in benchmark]
    print(f"accuracy {sum(right) / len(right):.3f} ({len(right)} questions)")


if __name__ == "__main__":
    main()
