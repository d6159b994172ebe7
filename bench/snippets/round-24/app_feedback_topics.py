"""Topic of free-text feedback sent from inside the app."""
import numpy as np
import pandas as pd
from datasets import Dataset
from sklearn.metrics import f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

CHECKPOINT = "distilbert-base-multilingual-cased"
TOPICS = ["payment", "login", "crash", "speed", "design", "feature_request", "praise"]


def read_feedback(path):
    notes = pd.read_csv(path).dropna(subset=["text", "topic"])
    notes["text"] = notes["text"].str.strip()
    key = notes["text"].str.lower().str.replace(r"\W+", " ", regex=True)
    notes = notes[~key.duplicated()].drop_duplicates("device_id")
    return Dataset.from_pandas(notes[["text", "topic"]], preserve_index=False)


def macro_f1(output):
    guess = np.argmax(output.predictions, axis=-1)
    return {"macro_f1": f1_score(output.label_ids, guess, average="macro")}


def main():
    tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)

    def encode(row):
        item = tokenizer(row["text"], truncation=True, max_length=192)
        item["labels"] = TOPICS.index(row["topic"])
        return item

    notes = read_feedback("feedback.csv").map(encode, remove_columns=["text", "topic"])
    outer = notes.train_test_split(test_size=0.2, seed=81)
    inner = outer["train"].train_test_split(test_size=0.15, seed=81)

    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(
            CHECKPOINT, num_labels=len(TOPICS)
        ),
        args=TrainingArguments(
            output_dir="runs/topics",
            num_train_epochs=8,
            per_device_train_batch_size=32,
            eval_strategy="epoch",
            save_strategy="epoch",
            load_best_model_at_end=True,
            metric_for_best_model="macro_f1",
            seed=81,
        ),
        train_dataset=inner["train"],
        eval_dataset=inner["test"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=macro_f1,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=2)],
    )
    trainer.train()
    result = trainer.evaluate(outer["test"], metric_key_prefix="final")
    print("macro F1", round(result["final_macro_f1"], 4))


if __name__ == "__main__":
    main()
