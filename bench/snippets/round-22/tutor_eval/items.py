"""Physics exercises with worked answers."""
import hashlib
import json
import random
import re


def key(question):
    plain = re.sub(r"[^a-z ]+", "#", question.lower())
    return hashlib.sha1(" ".join(plain.split()).encode()).hexdigest()


def read(path):
    with open(path, encoding="utf-8") as handle:
        items = [json.loads(line) for line in handle]
    by_key = {}
    for item in items:
        by_key.setdefault(key(item["question"]), item)
    return by_key


def divide(by_key, n_dev, n_final, seed):
    order = sorted(by_key)
    random.Random(seed).shuffle(order)
    final, dev, rest = order[:n_final], order[n_final:n_final + n_dev], order[n_final + n_dev:]
    assert not set(rest) & (set(final) | set(dev))
    return [by_key[k] for k in rest], [by_key[k] for k in dev], [by_key[k] for k in final]
