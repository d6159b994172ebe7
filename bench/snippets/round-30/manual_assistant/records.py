import hashlib
import json
import re
from pathlib import Path


def read(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line.strip()]


def key(text):
    plain = re.sub(r"\W+", " ", text.lower()).strip()
    return hashlib.sha1(plain.encode()).hexdigest()


def shots_and_questions(solved_path, bench_path):
    bench = read(bench_path)
    blocked_tickets = {row["ticket"] for row in bench}
    blocked_texts = {key(row["question"]) for row in bench}
    solved = [
        row for row in read(solved_path)
        if row["ticket"] not in blocked_tickets and key(row["question"]) not in blocked_texts
    ]
    return solved, bench
