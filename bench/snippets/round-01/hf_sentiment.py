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

CHECKPOINT = "distilbert-base-uncased"
f1 = evaluate.load("f1")
tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)


def encode(batch):
    return tokenizer(batch["text"], truncation=True, max_length=256)


def compute_metrics(pred):
    logits, labels = pred
    return f1.compute(predictions=np.argmax(logits, axis=-1), references=labels)


reviews = load_dataset("imdb").map(encode, batched=True)
model = AutoModelForSequenceClassification.from_pretrained(CHECKPOINT, num_labels=2)

args = TrainingArguments(
    output_dir="runs/sentiment",
    num_train_epochs=4,
    per_device_train_batch_size=16,
    eval_strategy="epoch",
    save_strategy="epoch",
    load_best_model_at_end=True,
    metric_for_best_model="f1",
    seed=7,
)
trainer = Trainer(
    model=model,
    args=args,
    train_dataset=reviews["train"],
    eval_dataset=reviews["test"],
    data_collator=DataCollatorWithPadding(tokenizer),
    compute_metrics=compute_metrics,
)
trainer.train()
print(trainer.evaluate(reviews["test"]))
