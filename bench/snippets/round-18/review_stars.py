"""Fine-tune a small encoder on the star rating of product reviews."""
import numpy as np
from datasets import load_dataset
from sklearn.metrics import f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

BASE = "distilbert-base-multilingual-cased"


def metrics(pred):
    return {"macro_f1": f1_score(pred.label_ids, np.argmax(pred.predictions, -1), average="macro")}


def encode(data, tokenizer):
    return data.map(
        lambda rows: tokenizer(rows["review"], truncation=True, max_length=256),
        batched=True, remove_columns=["review"],
    )


def build_trainer(data, tokenizer):
    args = TrainingArguments(
        output_dir="runs/stars",
        num_train_epochs=6,
        per_device_train_batch_size=32,
        learning_rate=3e-5,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="macro_f1",
        seed=19,
    )
    return Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=5),
        args=args,
        train_dataset=data["train"],
        eval_dataset=data["test"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=metrics,
    )


def main():
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    files = {"train": "data/reviews_a.csv", "test": "data/reviews_b.csv"}
    data = encode(load_dataset("csv", data_files=files), tokenizer)
    trainer = build_trainer(data, tokenizer)
    trainer.train()
    print(trainer.evaluate(data["test"]))


if __name__ == "__main__":
    main()
