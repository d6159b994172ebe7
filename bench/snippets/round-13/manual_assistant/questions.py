"""Reading the question files written by the service technicians."""
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Question:
    text: str
    answer: str
    page: str

    @property
    def key(self):
        plain = re.sub(r"[^a-z0-9]+", " ", self.text.lower()).strip()
        return hashlib.sha1(plain.encode()).hexdigest()


def read(path):
    rows = (json.loads(line) for line in Path(path).read_text().splitlines() if line)
    return list({q.key: q for q in (Question(**r) for r in rows)}.values())


def without(questions, *others):
    """Questions whose key and manual page do not occur in the other lists."""
    keys = {q.key for other in others for q in other}
    pages = {q.page for other in others for q in other}
    return [q for q in questions if q.key not in keys and q.page not in pages]
