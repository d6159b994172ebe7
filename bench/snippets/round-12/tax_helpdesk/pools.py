import hashlib
import json
import re


def read(path):
    with open(path, encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def key(question):
    plain = re.sub(r"\W+", " ", question.lower()).strip()
    return hashlib.sha1(plain.encode()).hexdigest()


def pools(path):
    """Solved tickets by share: examples 80 %, tuning 10 %, exam 10 %; equal questions fall together."""
    parts = {"examples": [], "tuning": [], "exam": []}
    for ticket in read(path):
        number = int(key(ticket["question"])[:8], 16) % 10
        name = "examples" if number < 8 else "tuning" if number == 8 else "exam"
        parts[name].append(ticket)
    keys = {name: {key(t["question"]) for t in tickets} for name, tickets in parts.items()}
    assert not keys["examples"] & (keys["tuning"] | keys["exam"])
    assert not keys["tuning"] & keys["exam"]
    return parts
