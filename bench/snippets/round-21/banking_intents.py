"""Fine-tune a small encoder on banking intents."""
import argparse
import random

import numpy as np
from datasets import ClassLabel, load_dataset
from sklearn.metrics import f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

BASE = "distilbert-base-uncased"
rng = random.Random(13)


def perturb(sentence, p=0.1):
    words = sentence.split()
    kept = [w for w in words if rng.random() > p] or words
    if len(kept) > 3:
        i = rng.randrange(len(kept) - 1)
        kept[i], kept[i + 1] = kept[i + 1], kept[i]
    return " ".join(kept)


def enlarge(batch, copies=4):
    out = {"text": [], "intent": []}
    for text, intent in zip(batch["text"], batch["intent"]):
        out["text"].append(text)
        out["intent"].append(intent)
        for _ in range(copies):
            out["text"].append(perturb(text))
            out["intent"].append(intent)
    return out


def read_corpus(path, seed):
    corpus = load_dataset("csv", data_files=path, split="train")
    names = sorted(set(corpus["intent"]))
    corpus = corpus.cast_column("intent", ClassLabel(names=names))
    corpus = corpus.map(enlarge, batched=True, remove_columns=corpus.column_names)
    outer = corpus.train_test_split(test_size=0.15, seed=seed)
    inner = outer["train"].train_test_split(test_size=0.1, seed=seed)
    return inner["train"], inner["test"], outer["test"], names


def macro_f1(output):
    predicted = np.argmax(output.predictions, axis=-1)
    return {"macro_f1": f1_score(output.label_ids, predicted, average="macro")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="data/intents.csv")
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args()

    train, dev, test, names = read_corpus(args.data, args.seed)
    tokenizer = AutoTokenizer.from_pretrained(BASE)

    def encode(batch):
        encoded = tokenizer(batch["text"], truncation=True, max_length=64)
        encoded["labels"] = batch["intent"]
        return encoded

    train, dev, test = (
        part.map(encode, batched=True, remove_columns=["text", "intent"])
        for part in (train, dev, test)
    )
    model = AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=len(names))
    settings = TrainingArguments(
        output_dir="runs/intents", num_train_epochs=6, learning_rate=3e-5,
        per_device_train_batch_size=32, eval_strategy="epoch", save_strategy="epoch",
        load_best_model_at_end=True, metric_for_best_model="macro_f1", seed=args.seed,
    )
    trainer = Trainer(
        model=model, args=settings, train_dataset=train, eval_dataset=dev,
        data_collator=DataCollatorWithPadding(tokenizer), compute_metrics=macro_f1,
    )
    trainer.train()
    print(trainer.predict(test).metrics)


if __name__ == "__main__":
    main()
