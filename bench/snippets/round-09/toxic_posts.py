import argparse

import evaluate
import numpy as np
from datasets import load_dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

parser = argparse.ArgumentParser()
parser.add_argument("--checkpoint", default="distilroberta-base")
parser.add_argument("--out", default="runs/toxic")
args = parser.parse_args()

posts = load_dataset("csv", data_files={"train": "posts_train.csv", "test": "posts_test.csv"})
tok = AutoTokenizer.from_pretrained(args.checkpoint)
enc = posts.map(lambda b: tok(b["text"], truncation=True, max_length=256), batched=True, remove_columns=["text"])

f1 = evaluate.load("f1")


def compute(pred):
    logits, labels = pred
    return f1.compute(predictions=np.argmax(logits, axis=-1), references=labels)


model = AutoModelForSequenceClassification.from_pretrained(args.checkpoint, num_labels=2)
cfg = TrainingArguments(
    output_dir=args.out,
    learning_rate=2e-5,
    per_device_train_batch_size=32,
    num_train_epochs=8,
    evaluation_strategy="epoch",
    save_strategy="epoch",
    load_best_model_at_end=True,
    metric_for_best_model="f1",
    seed=13,
)
trainer = Trainer(
    model=model,
    args=cfg,
    train_dataset=enc["train"],
    eval_dataset=enc["test"],
    tokenizer=tok,
    data_collator=DataCollatorWithPadding(tok),
    compute_metrics=compute,
    callbacks=[EarlyStoppingCallback(early_stopping_patience=2)],
)
trainer.train()
print(trainer.evaluate(enc["test"]))
