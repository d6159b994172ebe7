"""Cause of a workplace incident from the free-text note."""
import argparse
import hashlib
import json

import evaluate
import numpy as np
from datasets import Dataset, DatasetDict
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)


def notes(path):
    seen = set()
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            row = json.loads(line)
            text = " ".join(row["note"].split())
            key = hashlib.sha1(text.lower().encode()).hexdigest()
            if text and key not in seen:
                seen.add(key)
                yield {"text": text, "cause": row["cause"]}


def divide(path, seed):
    whole = Dataset.from_list(list(notes(path))).class_encode_column("cause")
    first = whole.train_test_split(test_size=0.3, stratify_by_column="cause", seed=seed)
    second = first["test"].train_test_split(test_size=0.5, stratify_by_column="cause", seed=seed)
    return DatasetDict(train=first["train"], dev=second["train"], final=second["test"])


def metrics(output):
    guess = np.argmax(output.predictions, axis=-1)
    return evaluate.load("f1").compute(
        predictions=guess, references=output.label_ids, average="macro"
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("notes")
    parser.add_argument("--base", default="FacebookAI/xlm-roberta-base")
    parser.add_argument("--seed", type=int, default=27)
    args = parser.parse_args()

    parts = divide(args.notes, args.seed)
    labels = parts["train"].features["cause"].names
    tokenizer = AutoTokenizer.from_pretrained(args.base)
    coded = parts.map(
        lambda batch: tokenizer(batch["text"], truncation=True, max_length=192),
        batched=True,
        remove_columns=["text"],
    ).rename_column("cause", "labels")

    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(args.base, num_labels=len(labels)),
        args=TrainingArguments(
            output_dir="runs/incidents",
            num_train_epochs=10,
            learning_rate=2e-5,
            eval_strategy="epoch",
            save_strategy="epoch",
            load_best_model_at_end=True,
            metric_for_best_model="f1",
            seed=args.seed,
        ),
        train_dataset=coded["train"],
        eval_dataset=coded["dev"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=metrics,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=2)],
    )
    trainer.train()
    print(trainer.evaluate(coded["final"], metric_key_prefix="final"))


if __name__ == "__main__":
    main()
