import json
from pathlib import Path

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

ENC = SentenceTransformer("intfloat/e5-small-v2")


def passages(folder="handbook"):
    for md in sorted(Path(folder).glob("**/*.md")):
        for block in md.read_text().split("\n\n"):
            if len(block) > 80:
                yield block


if __name__ == "__main__":
    blocks = list(passages())
    emb = ENC.encode(["passage: " + b for b in blocks], normalize_embeddings=True)
    idx = faiss.IndexFlatIP(emb.shape[1])
    idx.add(np.asarray(emb, dtype="float32"))
    faiss.write_index(idx, "handbook.faiss")
    Path("blocks.json").write_text(json.dumps(blocks))
