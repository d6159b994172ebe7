import numpy as np
from datasets import DatasetDict, load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

MODEL = "microsoft/MiniLM-L12-H384-uncased"


def three_way(name: str, seed: int = 13) -> DatasetDict:
    raw = load_dataset(name)
    halves = raw["train"].train_test_split(test_size=0.1, seed=seed, stratify_by_column="label")
    return DatasetDict(train=halves["train"], validation=halves["test"], test=raw["test"])


def accuracy(output):
    return {"accuracy": float((np.argmax(output.predictions, -1) == output.label_ids).mean())}


def main():
    tok = AutoTokenizer.from_pretrained(MODEL)
    data = three_way("banking77").map(
        lambda batch: tok(batch["text"], truncation=True, padding="max_length", max_length=64),
        batched=True,
    )
    n_labels = data["train"].features["label"].num_classes
    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(MODEL, num_labels=n_labels),
        args=TrainingArguments(
            "runs/intent", eval_strategy="epoch", save_strategy="epoch", num_train_epochs=8,
            load_best_model_at_end=True, metric_for_best_model="accuracy", seed=13,
        ),
        train_dataset=data["train"],
        eval_dataset=data["validation"],
        compute_metrics=accuracy,
    )
    trainer.train()
    print(trainer.evaluate(data["test"], metric_key_prefix="test"))


if __name__ == "__main__":
    main()
