import json
import re


def read(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def key(item):
    return re.sub(r"\W+", " ", item["question"].lower()).strip()


def apart(pool, *held):
    """Items of the pool that share neither wording nor manual page with the held sets."""
    questions = {key(i) for part in held for i in part}
    pages = {i["page_id"] for part in held for i in part}
    kept = [i for i in pool if key(i) not in questions and i["page_id"] not in pages]
    assert questions.isdisjoint(key(i) for i in kept)
    return kept
