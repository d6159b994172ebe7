"""Clause type in supply contracts, DistilBERT."""
import numpy as np
from datasets import ClassLabel, load_dataset
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupShuffleSplit
from transformers import (
    AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding,
    Trainer, TrainingArguments,
)

CHECKPOINT = "distilbert-base-uncased"
TYPES = ["liability", "payment", "termination", "confidentiality", "delivery"]


def by_contract(clauses, share, seed):
    contracts = clauses["contract_id"]
    cutter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    first, second = next(cutter.split(np.zeros(len(contracts)), groups=contracts))
    return clauses.select(first), clauses.select(second)


def macro_f1(output):
    logits, labels = output
    return {"macro_f1": f1_score(labels, logits.argmax(axis=-1), average="macro")}


def main():
    clauses = load_dataset("json", data_files="clauses.jsonl", split="train")
    clauses = clauses.cast_column("label", ClassLabel(names=TYPES))
    rest, test = by_contract(clauses, 0.2, seed=1)
    train, valid = by_contract(rest, 0.15, seed=2)

    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)

    def encode(batch):
        return tokenizer(batch["text"], truncation=True, max_length=256)

    train, valid, test = (
        part.map(encode, batched=True).remove_columns(["text", "contract_id"])
        for part in (train, valid, test)
    )
    model = AutoModelForSequenceClassification.from_pretrained(CHECKPOINT, num_labels=len(TYPES))
    args = TrainingArguments(
        output_dir="clauses_out", num_train_epochs=6, learning_rate=3e-5,
        per_device_train_batch_size=16, eval_strategy="epoch", save_strategy="epoch",
        load_best_model_at_end=True, metric_for_best_model="eval_loss", seed=1,
        report_to="none",
    )
    trainer = Trainer(
        model=model, args=args, train_dataset=train, eval_dataset=valid,
        data_collator=DataCollatorWithPadding(tokenizer), compute_metrics=macro_f1,
    )
    trainer.train()
    print(trainer.evaluate(test, metric_key_prefix="test"))


if __name__ == "__main__":
    main()
