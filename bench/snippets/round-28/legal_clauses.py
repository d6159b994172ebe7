"""Clause type in commercial contracts with a small encoder."""
import argparse

import evaluate
import numpy as np
from datasets import DatasetDict, load_dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

CHECKPOINT = "distilbert-base-uncased"
f1 = evaluate.load("f1")


def read(folder: str) -> DatasetDict:
    files = {"train": f"{folder}/clauses.jsonl", "test": f"{folder}/clauses_unseen_contracts.jsonl"}
    return load_dataset("json", data_files=files)


def score(prediction):
    guess = np.argmax(prediction.predictions, axis=-1)
    return f1.compute(predictions=guess, references=prediction.label_ids, average="macro")


def arguments(out: str) -> TrainingArguments:
    return TrainingArguments(
        output_dir=out,
        num_train_epochs=15,
        per_device_train_batch_size=16,
        learning_rate=3e-5,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="f1",
        seed=13,
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", default="contracts")
    parser.add_argument("--out", default="runs/clauses")
    args = parser.parse_args()

    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
    clauses = read(args.folder).map(lambda b: tokenizer(b["text"], truncation=True), batched=True)
    n_types = len(set(clauses["train"]["label"]))
    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(CHECKPOINT, num_labels=n_types),
        args=arguments(args.out),
        train_dataset=clauses["train"],
        eval_dataset=clauses["test"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=score,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=3)],
    )
    trainer.train()
    print("macro F1 on unseen contracts:", trainer.evaluate()["eval_f1"])


if __name__ == "__main__":
    main()
