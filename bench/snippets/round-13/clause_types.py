"""Classify contract clauses with weighted bags of words in torch."""
import json
import math
import re
from collections import Counter

import numpy as np
import torch
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupShuffleSplit
from torch import nn

TOKEN = re.compile(r"[a-z]{3,}")


class Lexicon:
    def __init__(self, min_documents=5, limit=20_000):
        self.min_documents = min_documents
        self.limit = limit
        self.index, self.weight = {}, None

    def learn(self, texts):
        document_count = Counter()
        for text in texts:
            document_count.update(set(TOKEN.findall(text.lower())))
        kept = [(w, c) for w, c in document_count.most_common(self.limit) if c >= self.min_documents]
        self.index = {w: i for i, (w, _) in enumerate(kept)}
        self.weight = np.array([math.log(len(texts) / c) for _, c in kept], dtype=np.float32)
        return self

    def vector(self, text):
        out = np.zeros(len(self.index), dtype=np.float32)
        for word, n in Counter(TOKEN.findall(text.lower())).items():
            if word in self.index:
                out[self.index[word]] = 1.0 + math.log(n)
        return out * self.weight


def read_clauses(path):
    with open(path) as handle:
        rows = [json.loads(line) for line in handle]
    kinds = sorted({r["kind"] for r in rows})
    target = np.array([kinds.index(r["kind"]) for r in rows])
    return [r["text"] for r in rows], target, np.array([r["contract"] for r in rows]), kinds


def train(x, y, n_kinds, epochs=30):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Dropout(0.3), nn.Linear(x.shape[1], 128), nn.ReLU(), nn.Linear(128, n_kinds))
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=1e-2)
    for _ in range(epochs):
        for rows in torch.randperm(len(x)).split(256):
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(x[rows]), y[rows]).backward()
            optimiser.step()
    return net.eval()


def main():
    texts, target, contract, kinds = read_clauses("data/clauses.jsonl")
    lexicon = Lexicon().learn(texts)
    x = torch.from_numpy(np.stack([lexicon.vector(t) for t in texts]))
    y = torch.from_numpy(target)

    splitter = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=0)
    fit_rows, eval_rows = next(splitter.split(texts, target, contract))
    net = train(x[fit_rows], y[fit_rows], len(kinds))
    with torch.no_grad():
        guess = net(x[eval_rows]).argmax(dim=1)
    print("macro F1:", f1_score(target[eval_rows], guess.numpy(), average="macro"))


if __name__ == "__main__":
    main()
