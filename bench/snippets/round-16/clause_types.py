"""Classify contract clauses with a hand-rolled tf-idf and a small torch model."""
import json
import math
import re
from collections import Counter

import numpy as np
import torch
from torch import nn
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

WORD = re.compile(r"[a-z]{3,}")


def words(text):
    return WORD.findall(text.lower())


class Lexicon:
    def __init__(self, size=8000, min_docs=3):
        self.size, self.min_docs = size, min_docs
        self.index, self.idf = {}, None

    def read(self, texts):
        seen = Counter()
        for text in texts:
            seen.update(set(words(text)))
        kept = [w for w, n in seen.most_common(self.size) if n >= self.min_docs]
        self.index = {w: i for i, w in enumerate(kept)}
        self.idf = np.array([math.log((1 + len(texts)) / (1 + seen[w])) + 1 for w in kept])
        return self

    def encode(self, text):
        row = np.zeros(len(self.index), dtype=np.float32)
        for word, count in Counter(words(text)).items():
            if word in self.index:
                row[self.index[word]] = count
        row *= self.idf
        return row / (np.linalg.norm(row) + 1e-9)


def load(path):
    with open(path, encoding="utf-8") as handle:
        records = [json.loads(line) for line in handle]
    unique = {" ".join(words(r["text"])): r for r in records}
    records = list(unique.values())
    kinds = sorted({r["clause_type"] for r in records})
    lexicon = Lexicon().read([r["text"] for r in records])
    X = np.stack([lexicon.encode(r["text"]) for r in records])
    y = np.array([kinds.index(r["clause_type"]) for r in records])
    return X, y, kinds


def fit(X, y, n_kinds, epochs=25):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(X.shape[1], 128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, n_kinds))
    opt = torch.optim.AdamW(net.parameters(), lr=1e-3)
    inputs, labels = torch.from_numpy(X), torch.from_numpy(y)
    for _ in range(epochs):
        for rows in torch.randperm(len(labels)).split(64):
            opt.zero_grad()
            nn.functional.cross_entropy(net(inputs[rows]), labels[rows]).backward()
            opt.step()
    return net.eval()


if __name__ == "__main__":
    X, y, kinds = load("clauses.jsonl")
    X_fit, X_held, y_fit, y_held = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)
    net = fit(X_fit, y_fit, len(kinds))
    with torch.no_grad():
        guess = net(torch.from_numpy(X_held)).argmax(dim=1).numpy()
    print("accuracy", accuracy_score(y_held, guess))
