"""Write train/validation/test files of the recipe corpus."""
import hashlib
import json
from pathlib import Path

SHARES = (("train", 80), ("validation", 90), ("test", 100))


def bucket(text):
    key = " ".join(text.lower().split())
    return int(hashlib.sha1(key.encode()).hexdigest(), 16) % 100


def part_of(text):
    number = bucket(text)
    return next(name for name, upper in SHARES if number < upper)


def main(source="recipes.jsonl", target="parts"):
    Path(target).mkdir(exist_ok=True)
    out = {name: open(f"{target}/{name}.jsonl", "w") for name, _ in SHARES}
    for line in open(source):
        recipe = json.loads(line)
        row = {"text": recipe["method"], "label": recipe["cuisine_id"]}
        out[part_of(row["text"])].write(json.dumps(row) + "\n")
    for handle in out.values():
        handle.close()


if __name__ == "__main__":
    main()
