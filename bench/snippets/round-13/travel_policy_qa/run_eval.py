import argparse
import re
from collections import defaultdict

import requests

from bank import QuestionBank
from prompting import FewShotPrompt


def complete(url, prompt):
    body = {"prompt": prompt, "max_tokens": 64, "temperature": 0.0, "stop": ["\n"]}
    reply = requests.post(f"{url}/v1/completions", json=body, timeout=60)
    reply.raise_for_status()
    return reply.json()["choices"][0]["text"].strip()


def normal(text):
    return re.sub(r"[^a-z0-9 ]", "", text.lower()).split()


def token_f1(guess, truth):
    guess, truth = normal(guess), normal(truth)
    common = sum(min(guess.count(w), truth.count(w)) for w in set(guess))
    if not common:
        return 0.0
    precision, recall = common / len(guess), common / len(truth)
    return 2 * precision * recall / (precision + recall)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="http://localhost:8000")
    parser.add_argument("--bank", default="questions.jsonl")
    args = parser.parse_args()

    bank = QuestionBank(args.bank)
    prompt = FewShotPrompt(bank.worked_examples(per_topic=3))
    scores = defaultdict(list)
    for item in bank:
        answer = complete(args.url, prompt.render(item.question))
        scores[item.topic].append(token_f1(answer, item.answer))
    for topic, values in sorted(scores.items()):
        print(f"{topic:24s} {sum(values) / len(values):.3f}  (n={len(values)})")
    flat = [v for values in scores.values() for v in values]
    print(f"{'all':24s} {sum(flat) / len(flat):.3f}  (n={len(flat)})")


if __name__ == "__main__":
    main()
