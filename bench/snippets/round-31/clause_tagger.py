"""Fine-tune a small encoder to tag contract clauses."""
import numpy as np
from datasets import load_dataset
from sklearn.metrics import f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

CHECKPOINT = "distilroberta-base"


def macro_f1(output):
    logits, labels = output
    return {"macro_f1": f1_score(labels, np.argmax(logits, axis=-1), average="macro")}


def get_clauses(tokenizer):
    clauses = load_dataset("json", data_files="data/clauses.jsonl", split="train")
    clauses = clauses.class_encode_column("label")
    n_labels = clauses.features["label"].num_classes
    clauses = clauses.map(lambda b: tokenizer(b["text"], truncation=True, max_length=256), batched=True)
    return clauses.train_test_split(test_size=0.15, seed=21, stratify_by_column="label"), n_labels


def main():
    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
    parts, n_labels = get_clauses(tokenizer)
    model = AutoModelForSequenceClassification.from_pretrained(CHECKPOINT, num_labels=n_labels)
    settings = TrainingArguments(
        output_dir="runs/clauses",
        num_train_epochs=10,
        per_device_train_batch_size=32,
        learning_rate=3e-5,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="macro_f1",
    )
    trainer = Trainer(
        model=model,
        args=settings,
        train_dataset=parts["train"],
        eval_dataset=parts["test"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=macro_f1,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=2)],
    )
    trainer.train()
    print("test", trainer.evaluate(parts["test"]))


if __name__ == "__main__":
    main()
