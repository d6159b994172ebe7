"""Type of clause in supplier contracts."""
import numpy as np
from datasets import load_dataset
from sklearn.metrics import accuracy_score, f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

CHECKPOINT = "nlpaueb/legal-bert-base-uncased"
CLAUSES = ["liability", "termination", "payment", "confidentiality", "warranty", "other"]


def metrics(output):
    guess = np.argmax(output.predictions, axis=1)
    return {
        "accuracy": accuracy_score(output.label_ids, guess),
        "macro_f1": f1_score(output.label_ids, guess, average="macro"),
    }


def encoded(tokenizer):
    parts = load_dataset(
        "csv", data_files={"train": "clauses_train.csv", "test": "clauses_test.csv"}
    )

    def encode(row):
        tokens = tokenizer(row["clause"], truncation=True, max_length=384)
        tokens["labels"] = CLAUSES.index(row["type"])
        return tokens

    return parts.map(encode, remove_columns=parts["train"].column_names)


def main():
    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
    parts = encoded(tokenizer)
    model = AutoModelForSequenceClassification.from_pretrained(
        CHECKPOINT, num_labels=len(CLAUSES)
    )
    settings = TrainingArguments(
        output_dir="runs/clauses",
        num_train_epochs=12,
        learning_rate=3e-5,
        per_device_train_batch_size=16,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="macro_f1",
        seed=10,
    )
    trainer = Trainer(
        model=model,
        args=settings,
        train_dataset=parts["train"],
        eval_dataset=parts["test"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=metrics,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=2)],
    )
    trainer.train()
    result = trainer.evaluate(parts["test"])
    print({k: round(v, 4) for k, v in result.items() if k.startswith("eval_")})
    trainer.save_model("models/clauses")


if __name__ == "__main__":
    main()
