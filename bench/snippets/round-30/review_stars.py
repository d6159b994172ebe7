"""Star rating of hotel reviews with a pretrained encoder; one review per guest."""
from datasets import DatasetDict, load_dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

CHECKPOINT = "roberta-base"


def three_way(files):
    reviews = load_dataset("json", data_files=files, split="train")
    outer = reviews.train_test_split(test_size=0.15, seed=12)
    inner = outer["train"].train_test_split(test_size=0.15, seed=12)
    return DatasetDict(train=inner["train"], val=inner["test"], test=outer["test"])


def encode(batch, tokenizer):
    out = tokenizer(batch["text"], truncation=True, max_length=192)
    out["labels"] = [s - 1 for s in batch["stars"]]
    return out


def score(output):
    logits, labels = output.predictions, output.label_ids
    guess = logits.argmax(-1)
    return {"accuracy": float((guess == labels).mean()), "off_by": float(abs(guess - labels).mean())}


def main():
    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
    parts = three_way("hotel_reviews.jsonl")
    parts = parts.map(encode, batched=True, fn_kwargs={"tokenizer": tokenizer}, remove_columns=["text", "stars"])
    model = AutoModelForSequenceClassification.from_pretrained(CHECKPOINT, num_labels=5)
    args = TrainingArguments(
        output_dir="runs/stars", num_train_epochs=6, learning_rate=2e-5,
        eval_strategy="epoch", save_strategy="epoch",
        load_best_model_at_end=True, metric_for_best_model="off_by", greater_is_better=False,
    )
    trainer = Trainer(
        model=model, args=args, train_dataset=parts["train"], eval_dataset=parts["val"],
        data_collator=DataCollatorWithPadding(tokenizer), compute_metrics=score,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=2)],
    )
    trainer.train()
    print(trainer.evaluate(parts["test"], metric_key_prefix="test"))


if __name__ == "__main__":
    main()
