"""Fill the vector store with the resolved tickets."""
import json

from store import collection


def pairs(path="data/resolved.jsonl"):
    with open(path) as fh:
        for line in fh:
            t = json.loads(line)
            yield t["id"], t["question"], t["answer"]


if __name__ == "__main__":
    col = collection()
    ids, docs, meta = [], [], []
    for i, q, a in pairs():
        ids.append(i)
        docs.append(f"Q: {q}\nA: {a}")
        meta.append({"kind": "ticket"})
    for s in range(0, len(ids), 500):
        col.upsert(ids=ids[s:s + 500], documents=docs[s:s + 500], metadatas=meta[s:s + 500])
    print(col.count(), "documents")
