"""Fine-tune DistilBERT on aviation incident narratives (one narrative per report)."""
import argparse

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

CHECKPOINT = "distilbert-base-uncased"


def macro_f1(prediction):
    logits, labels = prediction
    return {"macro_f1": f1_score(labels, np.argmax(logits, axis=1), average="macro")}


def corpus(path, tokenizer, seed):
    reports = load_dataset("json", data_files=path, split="train").class_encode_column("cause")
    parts = reports.train_test_split(test_size=0.2, stratify_by_column="cause", seed=seed)
    parts = parts.rename_column("cause", "labels")
    encode = lambda batch: tokenizer(batch["narrative"], truncation=True, max_length=384)
    return parts.map(encode, batched=True, remove_columns=["narrative"])


def arguments(out):
    return TrainingArguments(
        output_dir=out,
        num_train_epochs=12,
        learning_rate=3e-5,
        per_device_train_batch_size=16,
        per_device_eval_batch_size=64,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="macro_f1",
        greater_is_better=True,
        save_total_limit=2,
        report_to="none",
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("reports")
    parser.add_argument("--out", default="runs/incidents")
    parser.add_argument("--seed", type=int, default=31)
    args = parser.parse_args()

    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
    parts = corpus(args.reports, tokenizer, args.seed)
    causes = parts["train"].features["labels"].names
    model = AutoModelForSequenceClassification.from_pretrained(CHECKPOINT, num_labels=len(causes))
    trainer = Trainer(
        model=model,
        args=arguments(args.out),
        train_dataset=parts["train"],
        eval_dataset=parts["test"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=macro_f1,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=3)],
    )
    trainer.train()
    result = trainer.evaluate(parts["test"])
    print(f"macro F1 {result['eval_macro_f1']:.3f}")
    trainer.save_model(args.out)


if __name__ == "__main__":
    main()
