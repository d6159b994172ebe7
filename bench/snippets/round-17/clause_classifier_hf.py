import evaluate
import numpy as np
from datasets import load_dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

BASE = "distilroberta-base"
f1 = evaluate.load("f1")


def metrics(output):
    predicted = np.argmax(output.predictions, axis=-1)
    return f1.compute(predictions=predicted, references=output.label_ids, average="macro")


def build_trainer(clauses, tokenizer) -> Trainer:
    arguments = TrainingArguments(
        output_dir="clauses",
        num_train_epochs=10,
        learning_rate=3e-5,
        per_device_train_batch_size=32,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="f1",
        seed=13,
    )
    return Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=14),
        args=arguments,
        train_dataset=clauses["train"],
        eval_dataset=clauses["test"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=metrics,
    )


def main() -> None:
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    clauses = load_dataset("json", data_files={"train": "clauses_train.jsonl", "test": "clauses_test.jsonl"})
    clauses = clauses.map(lambda row: tokenizer(row["text"], truncation=True, max_length=256), batched=True)
    trainer = build_trainer(clauses, tokenizer)
    trainer.train()
    print(trainer.evaluate(clauses["test"]))


if __name__ == "__main__":
    main()
