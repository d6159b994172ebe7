"""Fine-tune a small encoder that routes customer complaints to a department."""
import evaluate
import numpy as np
from datasets import concatenate_datasets, load_dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

BASE = "distilbert-base-uncased"
tokenizer = AutoTokenizer.from_pretrained(BASE)
f1 = evaluate.load("f1")


def reworded(batch):
    """Back-translations were produced offline, one column per pivot language."""
    texts, departments = [], []
    for pivot in ("via_de", "via_fr"):
        texts += batch[pivot]
        departments += batch["department"]
    return {"text": texts, "department": departments}


def load():
    raw = load_dataset("csv", data_files="complaints_backtranslated.csv")["train"]
    raw = raw.class_encode_column("department")
    extra = raw.map(reworded, batched=True, remove_columns=raw.column_names)
    extra = extra.cast_column("department", raw.features["department"])
    whole = concatenate_datasets([raw.select_columns(["text", "department"]), extra])
    parts = whole.train_test_split(test_size=0.2, seed=33, stratify_by_column="department")
    return parts, raw.features["department"].num_classes


def encode(batch):
    out = tokenizer(batch["text"], truncation=True, max_length=256)
    out["labels"] = batch["department"]
    return out


def scores(pred):
    guess = np.argmax(pred.predictions, axis=-1)
    return f1.compute(predictions=guess, references=pred.label_ids, average="macro")


def main():
    parts, classes = load()
    parts = parts.map(encode, batched=True, remove_columns=["text", "department"])
    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=classes),
        args=TrainingArguments("out", num_train_epochs=3, per_device_train_batch_size=32, seed=33),
        train_dataset=parts["train"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=scores,
    )
    trainer.train()
    print(trainer.evaluate(parts["test"]))


if __name__ == "__main__":
    main()
