"""Outcome of appeals from the statement of facts, with a tokenizer of our own."""
import numpy as np
from datasets import DatasetDict, load_dataset
from sklearn.metrics import f1_score
from transformers import (
    AutoTokenizer,
    DataCollatorWithPadding,
    DistilBertConfig,
    DistilBertForSequenceClassification,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

VOCABULARY = 12_000


def rulings(path):
    table = load_dataset("csv", data_files=path, split="train")
    seen = set()

    def first_time(row):
        key = " ".join(row["facts"].lower().split())
        if key in seen:
            return False
        seen.add(key)
        return True

    table = table.filter(first_time, load_from_cache_file=False)
    outer = table.train_test_split(test_size=0.2, seed=7)
    inner = outer["train"].train_test_split(test_size=0.15, seed=7)
    return DatasetDict(train=inner["train"], validation=inner["test"], test=outer["test"])


def chunks(texts, size=500):
    for start in range(0, len(texts), size):
        yield texts[start:start + size]


def build_tokenizer(texts):
    base = AutoTokenizer.from_pretrained("distilbert-base-uncased")
    return base.train_new_from_iterator(chunks(texts), vocab_size=VOCABULARY)


def macro_f1(output):
    return {"macro_f1": f1_score(output.label_ids, np.argmax(output.predictions, axis=1), average="macro")}


def main():
    parts = rulings("data/appeals.csv")
    tokenizer = build_tokenizer(list(parts["train"]["facts"]))
    parts = parts.map(
        lambda batch: tokenizer(batch["facts"], truncation=True, max_length=512), batched=True
    ).rename_column("upheld", "label")

    config = DistilBertConfig(vocab_size=len(tokenizer), n_layers=4, num_labels=2)
    options = TrainingArguments(
        output_dir="runs/appeals", num_train_epochs=12, per_device_train_batch_size=16,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
        metric_for_best_model="macro_f1", greater_is_better=True, seed=7,
    )
    trainer = Trainer(
        model=DistilBertForSequenceClassification(config), args=options,
        train_dataset=parts["train"], eval_dataset=parts["validation"],
        data_collator=DataCollatorWithPadding(tokenizer), compute_metrics=macro_f1,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=3)],
    )
    trainer.train()
    print("validation", trainer.evaluate())
    print("test", trainer.predict(parts["test"], metric_key_prefix="test").metrics)


if __name__ == "__main__":
    main()
