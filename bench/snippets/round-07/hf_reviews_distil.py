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

CKPT = "distilbert-base-uncased"
ds = load_dataset("yelp_polarity")
tok = AutoTokenizer.from_pretrained(CKPT)


def encode(batch):
    return tok(batch["text"], truncation=True, max_length=256)


ds = ds.map(encode, batched=True, remove_columns=["text"])
metric = evaluate.load("accuracy")


def compute(eval_pred):
    logits, labels = eval_pred
    return metric.compute(predictions=np.argmax(logits, axis=-1), references=labels)


args = TrainingArguments(
    output_dir="runs/yelp",
    eval_strategy="steps",
    eval_steps=500,
    save_steps=500,
    per_device_train_batch_size=32,
    num_train_epochs=3,
    learning_rate=3e-5,
    load_best_model_at_end=True,
    metric_for_best_model="accuracy",
    report_to="none",
)
trainer = Trainer(
    model=AutoModelForSequenceClassification.from_pretrained(CKPT, num_labels=2),
    args=args,
    train_dataset=ds["train"],
    eval_dataset=ds["test"],
    data_collator=DataCollatorWithPadding(tok),
    compute_metrics=compute,
    callbacks=[EarlyStoppingCallback(early_stopping_patience=4)],
)
trainer.train()
print(trainer.evaluate(ds["test"]))
trainer.save_model("runs/yelp/best")
