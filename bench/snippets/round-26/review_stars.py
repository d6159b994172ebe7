"""Star rating of app reviews with a small transformer."""
import argparse

import numpy as np
import pandas as pd
from datasets import Dataset, DatasetDict
from sklearn.metrics import accuracy_score, mean_absolute_error
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

CHECKPOINT = "google/bert_uncased_L-4_H-256_A-4"


def reviews(path, seed):
    table = pd.read_csv(path, usecols=["text", "stars"]).dropna()
    table["key"] = table["text"].str.lower().str.replace(r"\W+", " ", regex=True).str.strip()
    table = table[table["key"].str.len() > 0].drop_duplicates("key")
    table["label"] = table["stars"].astype(int) - 1
    whole = Dataset.from_pandas(table[["text", "label"]], preserve_index=False)
    first = whole.train_test_split(test_size=0.2, seed=seed)
    second = first["train"].train_test_split(test_size=0.15, seed=seed)
    return DatasetDict(train=second["train"], validation=second["test"], test=first["test"])


def measures(output):
    stars = np.argmax(output.predictions, axis=1)
    return {
        "accuracy": accuracy_score(output.label_ids, stars),
        "mae": mean_absolute_error(output.label_ids, stars),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("csv")
    parser.add_argument("--seed", type=int, default=19)
    args = parser.parse_args()

    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
    data = reviews(args.csv, args.seed).map(
        lambda b: tokenizer(b["text"], truncation=True, max_length=192), batched=True, remove_columns="text"
    )
    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(CHECKPOINT, num_labels=5),
        args=TrainingArguments(
            output_dir="runs/stars", num_train_epochs=10, learning_rate=5e-5,
            per_device_train_batch_size=32, eval_strategy="epoch", save_strategy="epoch",
            load_best_model_at_end=True, metric_for_best_model="mae", greater_is_better=False,
            seed=args.seed,
        ),
        train_dataset=data["train"],
        eval_dataset=data["validation"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=measures,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=2)],
    )
    trainer.train()
    final = trainer.predict(data["test"])
    print({k: round(v, 3) for k, v in final.metrics.items() if k in ("test_accuracy", "test_mae")})


if __name__ == "__main__":
    main()
