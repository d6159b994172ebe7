"""Assign job adverts to an industry sector."""
import csv
import math
import re
from collections import Counter

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

WORD = re.compile(r"[a-zäöüß]{3,}")


class TermWeights:
    def __init__(self, min_docs=5, max_share=0.4):
        self.min_docs = min_docs
        self.max_share = max_share
        self.column = {}
        self.weight = {}

    def learn(self, documents):
        seen = Counter()
        for words in documents:
            seen.update(set(words))
        n = len(documents)
        kept = [w for w, c in seen.items() if c >= self.min_docs and c / n <= self.max_share]
        self.column = {w: i for i, w in enumerate(sorted(kept))}
        self.weight = {w: math.log((1 + n) / (1 + seen[w])) + 1 for w in kept}
        return self

    def matrix(self, documents):
        rows, cols, vals = [], [], []
        for r, words in enumerate(documents):
            counts = Counter(w for w in words if w in self.column)
            norm = math.sqrt(sum((c * self.weight[w]) ** 2 for w, c in counts.items())) or 1.0
            for w, c in counts.items():
                rows.append(r)
                cols.append(self.column[w])
                vals.append(c * self.weight[w] / norm)
        return csr_matrix((vals, (rows, cols)), shape=(len(documents), len(self.column)))


def read_adverts(path):
    bodies, sectors, known = [], [], set()
    with open(path, newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            words = tuple(WORD.findall(row["body"].lower()))
            if words and words not in known:
                known.add(words)
                bodies.append(words)
                sectors.append(row["sector"])
    return bodies, np.array(sectors)


def prepare(path):
    bodies, sectors = read_adverts(path)
    terms = TermWeights().learn(bodies)
    return terms.matrix(bodies), sectors, terms


def main():
    X, sectors, terms = prepare("data/adverts.csv")
    X_fit, X_new, s_fit, s_new = train_test_split(
        X, sectors, test_size=0.2, stratify=sectors, random_state=17
    )
    model = LinearSVC(C=0.5).fit(X_fit, s_fit)
    guess = model.predict(X_new)
    print(f"{len(terms.column)} terms")
    print(f"accuracy {accuracy_score(s_new, guess):.3f}")
    print(f"macro F1 {f1_score(s_new, guess, average='macro'):.3f}")


if __name__ == "__main__":
    main()
