"""Clause classification, one clause per contract."""
import numpy as np
from datasets import load_dataset
from sklearn.metrics import f1_score
from transformers import (AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding,
                          Trainer, TrainingArguments)

BASE = "nlpaueb/legal-bert-small-uncased"


def three_parts(clauses):
    outer = clauses.train_test_split(test_size=0.2, seed=3)
    inner = outer["train"].train_test_split(test_size=0.1, seed=3)
    return inner["train"], inner["test"], outer["test"]


def macro_f1(output):
    logits, labels = output
    return {"f1": f1_score(labels, np.argmax(logits, axis=-1), average="macro")}


def main():
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    clauses = load_dataset("json", data_files="clauses.jsonl", split="train")
    clauses = clauses.map(lambda b: tokenizer(b["text"], truncation=True, max_length=384), batched=True)
    train, valid, test = three_parts(clauses)
    model = AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=9)
    settings = TrainingArguments(
        "clauses", num_train_epochs=5, eval_strategy="epoch", save_strategy="epoch",
        load_best_model_at_end=True, metric_for_best_model="f1",
    )
    trainer = Trainer(
        model=model, args=settings, train_dataset=train, eval_dataset=valid,
        data_collator=DataCollatorWithPadding(tokenizer), compute_metrics=macro_f1,
    )
    trainer.train()
    print(trainer.predict(test).metrics)


if __name__ == "__main__":
    main()
