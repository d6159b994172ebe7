"""Product label of consumer complaints with a small encoder trained from scratch."""
import argparse

import numpy as np
from datasets import ClassLabel, DatasetDict, load_dataset
from sklearn.metrics import f1_score
from transformers import (
    AutoTokenizer,
    DataCollatorWithPadding,
    DistilBertConfig,
    DistilBertForSequenceClassification,
    Trainer,
    TrainingArguments,
)

LABELS = ["card", "mortgage", "account", "loan", "transfer", "collection"]


def unique_texts(rows):
    seen = set()

    def first_time(row):
        key = " ".join(row["narrative"].lower().split())
        new = key not in seen
        seen.add(key)
        return new

    return rows.filter(first_time)


def parts(path, seed):
    rows = unique_texts(load_dataset("json", data_files=path, split="train"))
    rows = rows.cast_column("label", ClassLabel(names=LABELS))
    outer = rows.train_test_split(test_size=0.2, seed=seed, stratify_by_column="label")
    inner = outer["train"].train_test_split(test_size=0.15, seed=seed, stratify_by_column="label")
    return DatasetDict(train=inner["train"], valid=inner["test"], test=outer["test"])


def batches(column, size=1000):
    for start in range(0, len(column), size):
        yield column[start:start + size]


def macro_f1(prediction):
    return {"f1": f1_score(prediction.label_ids, np.argmax(prediction.predictions, axis=1), average="macro")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="data/complaints.jsonl")
    parser.add_argument("--seed", type=int, default=20)
    args = parser.parse_args()

    data = parts(args.data, args.seed)
    template = AutoTokenizer.from_pretrained("distilbert-base-uncased")
    tokenizer = template.train_new_from_iterator(batches(data["train"]["narrative"]), vocab_size=16000)
    encoded = data.map(lambda b: tokenizer(b["narrative"], truncation=True, max_length=256), batched=True)

    model = DistilBertForSequenceClassification(
        DistilBertConfig(vocab_size=len(tokenizer), n_layers=4, num_labels=len(LABELS))
    )
    settings = TrainingArguments(
        "runs/complaints", num_train_epochs=8, learning_rate=2e-4, seed=args.seed,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True, metric_for_best_model="f1",
    )
    trainer = Trainer(
        model=model, args=settings, train_dataset=encoded["train"], eval_dataset=encoded["valid"],
        data_collator=DataCollatorWithPadding(tokenizer), compute_metrics=macro_f1,
    )
    trainer.train()
    print(trainer.predict(encoded["test"]).metrics)


if __name__ == "__main__":
    main()
