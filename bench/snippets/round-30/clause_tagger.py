"""Fine-tune a small encoder to tag contract clauses."""
import numpy as np
from datasets import load_dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

CHECKPOINT = "distilbert-base-uncased"


def tokenise(dataset, tokenizer):
    return dataset.map(lambda b: tokenizer(b["clause"], truncation=True, max_length=256), batched=True)


def metrics(output):
    guess = output.predictions.argmax(-1)
    return {"accuracy": float((guess == output.label_ids).mean())}


def load_parts():
    files = {"train": "clauses/train.jsonl", "test": "clauses/test.jsonl"}
    return load_dataset("json", data_files=files)


def main():
    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
    parts = tokenise(load_parts(), tokenizer)
    n_labels = int(np.max(parts["train"]["label"])) + 1
    model = AutoModelForSequenceClassification.from_pretrained(CHECKPOINT, num_labels=n_labels)
    args = TrainingArguments(
        output_dir="runs/clauses",
        num_train_epochs=8,
        per_device_train_batch_size=16,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="accuracy",
        seed=6,
    )
    trainer = Trainer(
        model=model,
        args=args,
        train_dataset=parts["train"],
        eval_dataset=parts["test"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=metrics,
    )
    trainer.train()
    print("clause accuracy", trainer.evaluate()["eval_accuracy"])


if __name__ == "__main__":
    main()
