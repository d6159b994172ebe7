import json
import re

import numpy as np
from rank_bm25 import BM25Okapi


def read_jsonl(path):
    with open(path, encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def canonical(text):
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


class Handbook:
    """Sections of the official tax handbook, published as they are to the public."""

    def __init__(self, sections):
        self.sections = sections
        self.bm25 = BM25Okapi([canonical(s["text"]).split() for s in sections])

    def relevant(self, question, k=5):
        scores = self.bm25.get_scores(canonical(question).split())
        return [self.sections[i] for i in np.argsort(-scores)[:k]]


def load_questions(practice_path, exam_path):
    practice = list({canonical(q["question"]): q for q in read_jsonl(practice_path)}.values())
    exam = list({canonical(q["question"]): q for q in read_jsonl(exam_path)}.values())
    shared = {canonical(q["question"]) for q in practice} & {canonical(q["question"]) for q in exam}
    practice = [q for q in practice if canonical(q["question"]) not in shared]
    topics = {q["case_id"] for q in exam}
    practice = [q for q in practice if q["case_id"] not in topics]
    return practice, exam
