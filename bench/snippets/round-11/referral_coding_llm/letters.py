"""Referral letters with the specialty a clerk assigned."""
import hashlib
import json


def key(letter):
    plain = " ".join("".join(c for c in letter["text"].lower() if c.isalnum() or c == " ").split())
    return hashlib.sha256(plain.encode()).hexdigest()


def read(path):
    with open(path, encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def bucket(letter, seed="v1"):
    digest = hashlib.sha256(f"{seed}:{letter['patient']}".encode()).hexdigest()
    return int(digest, 16) % 100


def parts(path):
    found = {"shots": [], "dev": [], "test": []}
    seen = set()
    for letter in read(path):
        if key(letter) in seen:
            continue
        seen.add(key(letter))
        place = bucket(letter)
        found["shots" if place < 40 else "dev" if place < 60 else "test"].append(letter)
    return found
