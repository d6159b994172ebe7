"""Clause types in lease agreements with a small encoder."""
import random

import numpy as np
from datasets import DatasetDict, load_dataset
from sklearn.metrics import accuracy_score, f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

BASE = "distilbert-base-uncased"
N_TYPES = 14


def with_word_drop(batch, copies=3, rate=0.1):
    rng = random.Random(0)
    texts, kinds = [], []
    for text, kind in zip(batch["text"], batch["label"]):
        words = text.split()
        for k in range(copies + 1):
            kept = words if k == 0 else [w for w in words if rng.random() > rate]
            texts.append(" ".join(kept))
            kinds.append(kind)
    return {"text": texts, "label": kinds}


def corpus(path):
    clauses = load_dataset("json", data_files=path, split="train")
    clauses = clauses.select_columns(["text", "label"])
    clauses = clauses.map(with_word_drop, batched=True)
    outer = clauses.train_test_split(test_size=0.2, seed=42)
    inner = outer["train"].train_test_split(test_size=0.1, seed=42)
    return DatasetDict(train=inner["train"], validation=inner["test"], test=outer["test"])


def metrics(output):
    guess = np.argmax(output.predictions, axis=1)
    return {
        "accuracy": accuracy_score(output.label_ids, guess),
        "macro_f1": f1_score(output.label_ids, guess, average="macro"),
    }


def main():
    parts = corpus("data/clauses.jsonl")
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    parts = parts.map(lambda b: tokenizer(b["text"], truncation=True, max_length=256), batched=True)
    model = AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=N_TYPES)
    options = TrainingArguments(
        "runs/clauses", num_train_epochs=4, per_device_train_batch_size=32, learning_rate=3e-5,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
        metric_for_best_model="macro_f1", seed=42,
    )
    trainer = Trainer(
        model=model, args=options, train_dataset=parts["train"], eval_dataset=parts["validation"],
        data_collator=DataCollatorWithPadding(tokenizer), compute_metrics=metrics,
    )
    trainer.train()
    print(trainer.predict(parts["test"]).metrics)


if __name__ == "__main__":
    main()
