import json
import pathlib

import numpy as np
from sentence_transformers import SentenceTransformer

encoder = SentenceTransformer("BAAI/bge-small-en-v1.5")


def read_jsonl(name):
    return [json.loads(line) for line in pathlib.Path(name).read_text().splitlines()]


def norm(q):
    return " ".join(q.lower().split()).rstrip("?")


def embed(texts):
    return encoder.encode(texts, normalize_embeddings=True, batch_size=64)


manuals = read_jsonl("manual_sections.jsonl")  # section_id, text
examples = read_jsonl("fewshot_questions.jsonl")  # question, section_id
evaluation = read_jsonl("eval_questions.jsonl")  # question, section_id

seen = {norm(e["question"]) for e in examples}
overlap = [q for q in evaluation if norm(q["question"]) in seen]
if overlap:
    raise SystemExit(f"{len(overlap)} evaluation questions also stand among the examples")

section_vectors = embed([m["text"] for m in manuals])
section_ids = np.array([m["section_id"] for m in manuals])


def retrieve(questions, k):
    similarity = embed(questions) @ section_vectors.T
    return section_ids[np.argsort(-similarity, axis=1)[:, :k]]


for k in (1, 3, 10):
    found = retrieve([q["question"] for q in evaluation], k)
    hits = [q["section_id"] in row for q, row in zip(evaluation, found)]
    print(f"recall@{k:<3} {np.mean(hits):.3f}")
