"""Fine-tune on banking77; model choice on a slice of the training split."""
import argparse

import numpy as np
from datasets import DatasetDict, load_dataset
from sklearn.metrics import f1_score
from transformers import (AutoModelForSequenceClassification, AutoTokenizer,
                          DataCollatorWithPadding, Trainer, TrainingArguments, set_seed)


def parse():
    p = argparse.ArgumentParser()
    p.add_argument("--model", default="microsoft/deberta-v3-small")
    p.add_argument("--epochs", type=float, default=8)
    p.add_argument("--seed", type=int, default=0)
    return p.parse_args()


def corpora(tok, seed) -> DatasetDict:
    raw = load_dataset("banking77")
    inner = raw["train"].train_test_split(test_size=0.1, seed=seed, stratify_by_column="label")
    parts = DatasetDict(train=inner["train"], validation=inner["test"], test=raw["test"])
    return parts.map(lambda b: tok(b["text"], truncation=True, max_length=96), batched=True)


def scores(ev):
    guess = ev.predictions.argmax(-1)
    return {"macro_f1": f1_score(ev.label_ids, guess, average="macro"),
            "acc": float(np.mean(guess == ev.label_ids))}


def main():
    a = parse()
    set_seed(a.seed)
    tok = AutoTokenizer.from_pretrained(a.model)
    parts = corpora(tok, a.seed)
    net = AutoModelForSequenceClassification.from_pretrained(a.model, num_labels=77)
    cfg = TrainingArguments(
        output_dir="out/intent", num_train_epochs=a.epochs, learning_rate=4e-5,
        per_device_train_batch_size=32, eval_strategy="epoch", save_strategy="epoch",
        load_best_model_at_end=True, metric_for_best_model="macro_f1", seed=a.seed,
    )
    tr = Trainer(model=net, args=cfg, train_dataset=parts["train"], eval_dataset=parts["validation"],
                 data_collator=DataCollatorWithPadding(tok), compute_metrics=scores)
    tr.train()
    print("test:", tr.predict(parts["test"]).metrics)


if __name__ == "__main__":
    main()
