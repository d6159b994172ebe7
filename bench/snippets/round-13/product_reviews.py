"""Star rating of product reviews with a small encoder and an own word-piece vocabulary."""
import numpy as np
from datasets import DatasetDict, load_dataset
from sklearn.metrics import accuracy_score, f1_score
from transformers import (
    AutoConfig,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

BASE = "distilbert-base-uncased"
SEED = 77


def unique_reviews(path):
    reviews = load_dataset("json", data_files=path, split="train")
    seen = set()

    def first(row):
        key = " ".join(row["text"].lower().split())
        fresh = key not in seen
        seen.add(key)
        return fresh

    return reviews.filter(first, load_from_cache_file=False)


def three_parts(reviews):
    outer = reviews.train_test_split(test_size=0.15, seed=SEED)
    inner = outer["train"].train_test_split(test_size=0.1, seed=SEED)
    return DatasetDict(train=inner["train"], validation=inner["test"], test=outer["test"])


def vocabulary(train, size=12_000):
    def batches():
        for start in range(0, len(train), 1000):
            yield train[start : start + 1000]["text"]

    return AutoTokenizer.from_pretrained(BASE).train_new_from_iterator(batches(), size)


def measures(output):
    logits, stars = output
    guess = np.argmax(logits, axis=-1)
    return {"accuracy": accuracy_score(stars, guess), "macro_f1": f1_score(stars, guess, average="macro")}


def main():
    parts = three_parts(unique_reviews("data/reviews.jsonl"))
    tokenizer = vocabulary(parts["train"])
    encoded = parts.map(
        lambda rows: {
            **tokenizer(rows["text"], truncation=True, max_length=256),
            "labels": [s - 1 for s in rows["stars"]],
        },
        batched=True,
        remove_columns=parts["train"].column_names,
    )
    config = AutoConfig.from_pretrained(
        BASE, vocab_size=len(tokenizer), num_labels=5, n_layers=4, dim=256, hidden_dim=1024, n_heads=8
    )
    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_config(config),
        args=TrainingArguments(
            output_dir="runs/stars", num_train_epochs=20, learning_rate=3e-4, seed=SEED,
            eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
            metric_for_best_model="macro_f1",
        ),
        train_dataset=encoded["train"],
        eval_dataset=encoded["validation"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=measures,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=3)],
    )
    trainer.train()
    print(trainer.predict(encoded["test"]).metrics)


if __name__ == "__main__":
    main()
