import json
import re
from pathlib import Path


def read_jsonl(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line.strip()]


def key(question):
    return re.sub(r"\W+", " ", question.lower()).strip()


def example_pool(path, *held_lists):
    held = [item for items in held_lists for item in items]
    held_keys = {key(item["question"]) for item in held}
    held_threads = {item["thread_id"] for item in held}
    pool = [
        item for item in read_jsonl(path)
        if key(item["question"]) not in held_keys and item["thread_id"] not in held_threads
    ]
    assert not held_keys & {key(item["question"]) for item in pool}
    return pool
