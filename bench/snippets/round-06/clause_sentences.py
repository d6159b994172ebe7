import re

import numpy as np
from datasets import Dataset, load_dataset
from sentence_transformers import SentenceTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

SENTENCE = re.compile(r"(?<=[.;])\s+")


def explode(batch):
    out = {"contract_id": [], "sentence": [], "label": []}
    for cid, text, spans in zip(batch["contract_id"], batch["text"], batch["risky"]):
        for sentence in SENTENCE.split(text):
            out["contract_id"].append(cid)
            out["sentence"].append(sentence)
            out["label"].append(int(any(s in sentence for s in spans)))
    return out


def embed(ds: Dataset, encoder) -> tuple[np.ndarray, np.ndarray]:
    return encoder.encode(ds["sentence"], batch_size=128), np.array(ds["label"])


def main():
    contracts = load_dataset("json", data_files="data/contracts.jsonl", split="train")
    sentences = contracts.map(explode, batched=True, remove_columns=contracts.column_names)
    print(len(set(sentences["contract_id"])), "contracts,", len(sentences), "sentences")

    parts = sentences.train_test_split(test_size=0.2, seed=42)
    encoder = SentenceTransformer("all-MiniLM-L6-v2")
    X_train, y_train = embed(parts["train"], encoder)
    X_test, y_test = embed(parts["test"], encoder)

    clf = LogisticRegression(C=2.0, max_iter=2000, class_weight="balanced").fit(X_train, y_train)
    print("F1", f1_score(y_test, clf.predict(X_test)))


if __name__ == "__main__":
    main()
