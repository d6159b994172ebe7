import json
from pathlib import Path


def solved_cases(path="data/solved_cases.jsonl"):
    with open(path, encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def manual_pages(folder="data/manual"):
    return [
        {"id": page.stem, "text": page.read_text(encoding="utf-8")}
        for page in sorted(Path(folder).glob("*.md"))
    ]
