import hashlib
import json
import re
from pathlib import Path


def read_jsonl(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line.strip()]


def key(text):
    return hashlib.sha1(re.sub(r"\W+", " ", text.lower()).strip().encode()).hexdigest()


def chapters(folder):
    passages = []
    for page in sorted(Path(folder).glob("*.md")):
        passages += [p.strip() for p in page.read_text().split("\n\n") if len(p.strip()) > 60]
    return passages


def check_apart(final, development, passages):
    final_keys = {key(q["question"]) for q in final}
    shared = final_keys & {key(q["question"]) for q in development}
    if shared:
        raise ValueError(f"{len(shared)} final questions are among the development questions")
    text = " ".join(re.sub(r"\W+", " ", p.lower()) for p in passages)
    for q in final:
        if re.sub(r"\W+", " ", q["question"].lower()).strip() in text:
            raise ValueError(f"question {q['id']} is printed in the handbook")
