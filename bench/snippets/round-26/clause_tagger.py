"""Fine-tune a transformer to label contract clauses."""
import argparse

import numpy as np
from datasets import load_dataset
from sklearn.metrics import accuracy_score, f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

CHECKPOINT = "distilbert-base-uncased"


def metrics(output):
    guess = np.argmax(output.predictions, axis=1)
    return {
        "accuracy": accuracy_score(output.label_ids, guess),
        "macro_f1": f1_score(output.label_ids, guess, average="macro"),
    }


def encoded(tokenizer, folder):
    raw = load_dataset("csv", data_files={"train": f"{folder}/train.csv", "test": f"{folder}/test.csv"})
    tok = lambda batch: tokenizer(batch["clause"], truncation=True, max_length=256)
    return raw.map(tok, batched=True, remove_columns=["clause"])


def make_trainer(folder, out, epochs):
    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
    data = encoded(tokenizer, folder)
    model = AutoModelForSequenceClassification.from_pretrained(
        CHECKPOINT, num_labels=len(set(data["train"]["label"]))
    )
    args = TrainingArguments(
        output_dir=out,
        num_train_epochs=epochs,
        per_device_train_batch_size=16,
        learning_rate=3e-5,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="macro_f1",
        seed=13,
    )
    return Trainer(
        model=model,
        args=args,
        train_dataset=data["train"],
        eval_dataset=data["test"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=metrics,
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--out", default="runs/clauses")
    parser.add_argument("--epochs", type=int, default=8)
    args = parser.parse_args()
    trainer = make_trainer(args.folder, args.out, args.epochs)
    trainer.train()
    result = trainer.evaluate()
    print(f"macro F1 {result['eval_macro_f1']:.3f}  accuracy {result['eval_accuracy']:.3f}")
    trainer.save_model(args.out)


if __name__ == "__main__":
    main()
