"""Cuisine of a recipe from its list of ingredients."""
import numpy as np
import pandas as pd
from datasets import Dataset, DatasetDict
from sklearn.metrics import accuracy_score, f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

CHECKPOINT = "distilbert-base-uncased"


def read_recipes(path):
    recipes = pd.read_json(path)
    recipes["text"] = recipes["ingredients"].map(lambda items: ", ".join(sorted(i.lower() for i in items)))
    recipes = recipes.drop_duplicates("text")
    return recipes[["text", "cuisine"]].rename(columns={"cuisine": "label"})


def divide(recipes, seed=29):
    whole = Dataset.from_pandas(recipes, preserve_index=False).class_encode_column("label")
    outer = whole.train_test_split(test_size=0.15, seed=seed, stratify_by_column="label")
    inner = outer["train"].train_test_split(test_size=0.15, seed=seed, stratify_by_column="label")
    return DatasetDict(train=inner["train"], valid=inner["test"], test=outer["test"])


def metrics(output):
    guess = np.argmax(output.predictions, axis=-1)
    return {
        "accuracy": accuracy_score(output.label_ids, guess),
        "macro_f1": f1_score(output.label_ids, guess, average="macro"),
    }


def main():
    parts = divide(read_recipes("data/recipes.json"))
    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)
    parts = parts.map(lambda b: tokenizer(b["text"], truncation=True, max_length=160), batched=True)
    names = parts["train"].features["label"].names
    model = AutoModelForSequenceClassification.from_pretrained(CHECKPOINT, num_labels=len(names))

    args = TrainingArguments(
        output_dir="runs/cuisine", num_train_epochs=5, learning_rate=4e-5,
        per_device_train_batch_size=32, per_device_eval_batch_size=64,
        eval_strategy="epoch", save_strategy="epoch", save_total_limit=2,
        load_best_model_at_end=True, metric_for_best_model="macro_f1", seed=29,
    )
    trainer = Trainer(
        model=model, args=args, train_dataset=parts["train"], eval_dataset=parts["valid"],
        data_collator=DataCollatorWithPadding(tokenizer), compute_metrics=metrics,
    )
    trainer.train()
    print(trainer.predict(parts["test"]).metrics)


if __name__ == "__main__":
    main()
