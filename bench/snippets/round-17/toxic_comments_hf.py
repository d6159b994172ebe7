import numpy as np
from datasets import Dataset, DatasetDict, load_dataset
from sklearn.metrics import f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

BASE = "distilbert-base-uncased"


def unique_rows(rows: Dataset) -> Dataset:
    seen, keep = set(), []
    for i, text in enumerate(rows["text"]):
        key = " ".join(text.lower().split())
        if key not in seen:
            seen.add(key)
            keep.append(i)
    return rows.select(keep)


def three_parts(rows: Dataset) -> DatasetDict:
    outer = rows.train_test_split(test_size=0.15, seed=21)
    inner = outer["train"].train_test_split(test_size=0.15, seed=21)
    return DatasetDict(train=inner["train"], validation=inner["test"], test=outer["test"])


def metrics(output):
    predicted = np.argmax(output.predictions, axis=-1)
    return {"f1": f1_score(output.label_ids, predicted)}


def main() -> None:
    rows = unique_rows(load_dataset("csv", data_files="comments.csv", split="train"))
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    parts = three_parts(rows).map(lambda b: tokenizer(b["text"], truncation=True, max_length=192), batched=True)
    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=2),
        args=TrainingArguments(
            output_dir="toxic",
            num_train_epochs=4,
            eval_strategy="epoch",
            save_strategy="epoch",
            load_best_model_at_end=True,
            metric_for_best_model="f1",
            seed=21,
        ),
        train_dataset=parts["train"],
        eval_dataset=parts["validation"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=metrics,
    )
    trainer.train()
    print(trainer.predict(parts["test"]).metrics)


if __name__ == "__main__":
    main()
