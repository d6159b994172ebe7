import numpy as np
import evaluate
from datasets import load_dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
    set_seed,
)

CHECKPOINT = "distilbert-base-uncased"
accuracy = evaluate.load("accuracy")


def compute_metrics(eval_pred):
    logits, labels = eval_pred
    return accuracy.compute(predictions=np.argmax(logits, axis=-1), references=labels)


def main():
    set_seed(7)
    raw = load_dataset("banking77")
    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
    tokenized = raw.map(lambda b: tokenizer(b["text"], truncation=True), batched=True)

    args = TrainingArguments(
        output_dir="runs/intent",
        learning_rate=3e-5,
        num_train_epochs=8,
        per_device_train_batch_size=32,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="accuracy",
    )
    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(CHECKPOINT, num_labels=77),
        args=args,
        train_dataset=tokenized["train"],
        eval_dataset=tokenized["test"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=compute_metrics,
    )
    trainer.train()
    print(trainer.evaluate(tokenized["test"], metric_key_prefix="test"))


if __name__ == "__main__":
    main()
