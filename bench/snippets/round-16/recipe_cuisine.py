"""Cuisine of a recipe from its instructions."""
import hashlib

import numpy as np
import torch
from datasets import load_dataset
from sklearn.metrics import f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

BASE = "google/bert_uncased_L-4_H-256_A-4"


def key(text):
    return hashlib.sha1(" ".join(text.lower().split()).encode()).hexdigest()


def read_recipes(path):
    recipes = load_dataset("json", data_files=path, split="train")
    seen = set()

    def fresh(row):
        k = key(row["instructions"])
        return not (k in seen or seen.add(k))

    return recipes.filter(fresh, load_from_cache_file=False).class_encode_column("cuisine")


def three_parts(recipes):
    outer = recipes.train_test_split(test_size=0.2, stratify_by_column="cuisine", seed=64)
    inner = outer["train"].train_test_split(test_size=0.125, stratify_by_column="cuisine", seed=64)
    return inner["train"], inner["test"], outer["test"]


class WeightedTrainer(Trainer):
    def __init__(self, *args, class_weight, **kwargs):
        super().__init__(*args, **kwargs)
        self.class_weight = class_weight

    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop("labels")
        outputs = model(**inputs)
        weight = self.class_weight.to(outputs.logits.device)
        loss = torch.nn.functional.cross_entropy(outputs.logits, labels, weight=weight)
        return (loss, outputs) if return_outputs else loss


def main():
    train, valid, test = three_parts(read_recipes("recipes.jsonl"))
    names = train.features["cuisine"].names
    counts = np.bincount(train["cuisine"], minlength=len(names))
    weight = torch.tensor(len(train) / (len(names) * counts), dtype=torch.float32)

    tokenizer = AutoTokenizer.from_pretrained(BASE)
    encode = lambda rows: {**tokenizer(rows["instructions"], truncation=True), "labels": rows["cuisine"]}
    train, valid, test = (p.map(encode, batched=True, remove_columns=p.column_names) for p in (train, valid, test))

    trainer = WeightedTrainer(
        model=AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=len(names)),
        args=TrainingArguments(
            "runs/cuisine", num_train_epochs=6, eval_strategy="epoch", save_strategy="epoch",
            load_best_model_at_end=True, metric_for_best_model="f1", learning_rate=1e-4, report_to="none",
        ),
        train_dataset=train,
        eval_dataset=valid,
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=lambda p: {"f1": f1_score(p.label_ids, p.predictions.argmax(-1), average="macro")},
        class_weight=weight,
    )
    trainer.train()
    print(trainer.predict(test, metric_key_prefix="held_out").metrics)


if __name__ == "__main__":
    main()
