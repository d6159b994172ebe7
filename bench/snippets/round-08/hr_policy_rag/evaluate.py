import json
import sys
from pathlib import Path

import faiss
import numpy as np
from transformers import pipeline

from index import ENC
from keys import key

blocks = json.loads(Path("blocks.json").read_text())
idx = faiss.read_index("handbook.faiss")
shots = json.loads(Path("prompt_examples.json").read_text())
with open("eval_questions.jsonl") as fh:
    gold = [json.loads(line) for line in fh]

seen = {key(b) for b in blocks} | {key(s["question"]) for s in shots}
clash = [g["question"] for g in gold if key(g["question"]) in seen]
if clash:
    sys.exit(f"{len(clash)} evaluation questions are also in the index or the prompt")

gen = pipeline("text2text-generation", model="google/flan-t5-large")
demo = "\n\n".join(f"Q: {s['question']}\nA: {s['answer']}" for s in shots)

exact = []
for g in gold:
    q = ENC.encode(["query: " + g["question"]], normalize_embeddings=True)
    _, hit = idx.search(np.asarray(q, dtype="float32"), 3)
    ctx = "\n".join(blocks[h] for h in hit[0])
    out = gen(f"{demo}\n\nContext: {ctx}\nQ: {g['question']}\nA:", max_new_tokens=64)[0]["generated_text"]
    exact.append(key(out) == key(g["answer"]))
print(f"exact match {np.mean(exact):.3f} on {len(gold)} questions")
