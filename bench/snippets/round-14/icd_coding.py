"""Chapter of an ICD-10 code from a discharge phrase, by few-shot prompting of a local model."""
import argparse
import hashlib
import json
import random
import re
from pathlib import Path

import requests

HEAD = "Give the ICD-10 chapter (roman numeral) of the diagnosis.\n\n"


def key(phrase: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", " ", phrase.lower()).strip()
    return hashlib.sha1(plain.encode()).hexdigest()


def read(path: Path) -> dict[str, dict]:
    items = (json.loads(line) for line in path.open(encoding="utf-8"))
    return {key(i["phrase"]): i for i in items}


def ask(url: str, shown: list[dict], phrase: str) -> str:
    lines = [f"Diagnosis: {i['phrase']}\nChapter: {i['chapter']}\n" for i in shown]
    prompt = HEAD + "\n".join(lines) + f"\nDiagnosis: {phrase}\nChapter:"
    body = {"prompt": prompt, "max_tokens": 6, "temperature": 0, "stop": ["\n"]}
    reply = requests.post(f"{url}/v1/completions", json=body, timeout=60)
    reply.raise_for_status()
    return reply.json()["choices"][0]["text"].strip().upper()


def accuracy(url, shown, items) -> float:
    return sum(ask(url, shown, i["phrase"]) == i["chapter"] for i in items) / len(items)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--pool", type=Path, default=Path("phrases_pool.jsonl"))
    ap.add_argument("--benchmark", type=Path, default=Path("phrases_benchmark.jsonl"))
    ap.add_argument("--url", default="http://localhost:8080")
    args = ap.parse_args()

    benchmark = read(args.benchmark)
    pool = {k: i for k, i in read(args.pool).items() if k not in benchmark}
    order = sorted(pool)
    random.Random(7).shuffle(order)
    trial = [pool[k] for k in order[:300]]
    bank = [pool[k] for k in order[300:]]

    results = {n: accuracy(args.url, bank[:n], trial) for n in (0, 4, 8, 16, 32)}
    shots = max(results, key=results.get)
    print("trial phrases:", results)
    score = accuracy(args.url, bank[:shots], list(benchmark.values()))
    print(f"benchmark, {shots} examples: {score:.3f} of {len(benchmark)}")


if __name__ == "__main__":
    main()
