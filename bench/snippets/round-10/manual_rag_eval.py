import hashlib
import json
import pathlib
import re

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

ROOT = pathlib.Path("manuals")


def jsonl(p):
    return [json.loads(x) for x in pathlib.Path(p).read_text().splitlines() if x.strip()]


def key(t):
    return hashlib.md5(re.sub(r"\W+", " ", t.lower()).strip().encode()).hexdigest()


def chunks(text, n=900, step=700):
    return [text[i : i + n] for i in range(0, max(len(text) - n, 0) + 1, step)]


def main(k=5):
    enc = SentenceTransformer("all-MiniLM-L6-v2")
    passages, source = [], []
    for f in sorted(ROOT.glob("*.txt")):
        for c in chunks(f.read_text()):
            passages.append(c)
            source.append(f.stem)
    faq = jsonl("faq_published.jsonl")
    passages += [f"{q['question']} {q['answer']}" for q in faq]
    source += [q["manual"] for q in faq]

    index = faiss.IndexFlatIP(enc.get_sentence_embedding_dimension())
    index.add(enc.encode(passages, normalize_embeddings=True, batch_size=128))

    known = {key(q["question"]) for q in faq}
    asked = [q for q in jsonl("helpdesk_questions.jsonl") if key(q["question"]) not in known]
    assert not known & {key(q["question"]) for q in asked}

    E = enc.encode([q["question"] for q in asked], normalize_embeddings=True)
    _, I = index.search(E, k)
    hit = [q["manual"] in {source[j] for j in row} for q, row in zip(asked, I)]
    rr = [next((1 / (r + 1) for r, j in enumerate(row) if source[j] == q["manual"]), 0.0) for q, row in zip(asked, I)]
    print(f"n={len(asked)} hit@{k}={np.mean(hit):.3f} mrr={np.mean(rr):.3f}")


if __name__ == "__main__":
    main()
