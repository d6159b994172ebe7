"""Share of questions that the local model answers with the right article number."""
import argparse
import random
import re

import requests

from store import ThreadIndex, plain, read_lines

PROMPT = "Use the solved threads to name the help article.\n\n{context}\n\nQuestion: {question}\nArticle: KB"


def distinct(questions):
    seen, out = set(), []
    for q in questions:
        if plain(q["question"]) not in seen:
            seen.add(plain(q["question"]))
            out.append(q)
    return out


def ask(url, index, question, k):
    context = "\n---\n".join(f"{t['question']}\n{t['answer']}" for t in index.top(question, k))
    prompt = PROMPT.format(context=context, question=question)
    reply = requests.post(url, json={"prompt": prompt, "temperature": 0, "n_predict": 8}, timeout=90)
    found = re.search(r"\d+", reply.json()["content"])
    return found.group() if found else None


def hit_rate(url, index, questions, k):
    hits = sum(ask(url, index, q["question"], k) == q["article"] for q in questions)
    return hits / len(questions)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="http://localhost:8080/completion")
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()

    questions = distinct(read_lines("gold_questions.jsonl"))
    random.Random(args.seed).shuffle(questions)
    middle = len(questions) // 3
    tuning, final = questions[:middle], questions[middle:]

    index = ThreadIndex.without(read_lines("solved_threads.jsonl"), questions)
    k = max((2, 4, 8, 12), key=lambda n: hit_rate(args.url, index, tuning, n))
    print("k", k, "hit rate", round(hit_rate(args.url, index, final, k), 3))


if __name__ == "__main__":
    main()
