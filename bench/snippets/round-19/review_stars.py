import evaluate
import numpy as np
from datasets import load_dataset
from transformers import (AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding,
                          Trainer, TrainingArguments)

BASE = "distilbert-base-uncased"
metric = evaluate.load("accuracy")


def score(output):
    logits, labels = output
    return metric.compute(predictions=np.argmax(logits, axis=-1), references=labels)


def load(tokenizer):
    reviews = load_dataset("csv", data_files="reviews.csv")["train"]
    parts = reviews.train_test_split(test_size=0.2, seed=10)
    return parts.map(lambda b: tokenizer(b["text"], truncation=True, max_length=256), batched=True)


def main():
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    parts = load(tokenizer)
    model = AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=5)
    arguments = TrainingArguments(
        output_dir="stars", num_train_epochs=8, per_device_train_batch_size=32,
        eval_strategy="epoch", save_strategy="epoch",
        load_best_model_at_end=True, metric_for_best_model="accuracy",
    )
    trainer = Trainer(
        model=model, args=arguments,
        train_dataset=parts["train"],
        eval_dataset=parts["test"],
        data_collator=DataCollatorWithPadding(tokenizer), compute_metrics=score,
    )
    trainer.train()
    print("accuracy:", trainer.evaluate(parts["test"])["eval_accuracy"])


if __name__ == "__main__":
    main()
