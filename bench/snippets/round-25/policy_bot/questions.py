"""Question files of the travel-policy assistant."""
import hashlib
import json
import re


def key(text):
    plain = re.sub(r"[^a-z0-9 ]+", "", text.lower())
    return hashlib.sha1(" ".join(plain.split()).encode()).hexdigest()


def read(path):
    with open(path, encoding="utf-8") as fh:
        return [json.loads(line) for line in fh if line.strip()]


def without(rows, *others):
    """Rows whose question and source clause appear in none of the other files."""
    keys = {key(row["question"]) for other in others for row in other}
    clauses = {row["clause"] for other in others for row in other}
    return [r for r in rows if key(r["question"]) not in keys and r["clause"] not in clauses]
