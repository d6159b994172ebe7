import numpy as np
from datasets import DatasetDict, load_dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

BASE = "distilbert-base-uncased"


def three_way(raw, seed):
    outer = raw.train_test_split(test_size=0.2, seed=seed)
    inner = outer["train"].train_test_split(test_size=0.1, seed=seed)
    return DatasetDict(train=inner["train"], validation=inner["test"], test=outer["test"])


def metrics(pair):
    logits, labels = pair
    return {"accuracy": float((np.argmax(logits, axis=-1) == labels).mean())}


def main():
    raw = load_dataset("csv", data_files="reviews_unique_text.csv", split="train")
    tok = AutoTokenizer.from_pretrained(BASE)
    raw = raw.map(lambda b: tok(b["text"], truncation=True, max_length=256), batched=True)
    parts = three_way(raw, seed=8)
    args = TrainingArguments(
        "out", num_train_epochs=4, per_device_train_batch_size=16,
        eval_strategy="epoch", save_strategy="epoch",
        load_best_model_at_end=True, metric_for_best_model="accuracy", seed=8,
    )
    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=2),
        args=args,
        train_dataset=parts["train"],
        eval_dataset=parts["validation"],
        data_collator=DataCollatorWithPadding(tok),
        compute_metrics=metrics,
    )
    trainer.train()
    print(trainer.evaluate(parts["test"], metric_key_prefix="final"))


if __name__ == "__main__":
    main()
