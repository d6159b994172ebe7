"""Files of the question answering over the machine manuals."""
import hashlib
import json
import re
from pathlib import Path


def read_jsonl(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line]


def content_key(text):
    plain = re.sub(r"\W+", " ", text.lower()).strip()
    return hashlib.sha256(plain.encode()).hexdigest()


def check_disjoint(**groups):
    seen = {}
    for name, rows in groups.items():
        for row in rows:
            key = content_key(row["question"])
            if seen.setdefault(key, name) != name:
                raise SystemExit(f"question in both {seen[key]} and {name}: {row['question']}")
