"""Intent classifier for the support chat."""
import numpy as np
from datasets import load_dataset
from sklearn.metrics import f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
    pipeline,
)

BASE = "distilbert-base-multilingual-cased"
to_de = pipeline("translation", model="Helsinki-NLP/opus-mt-en-de")
to_en = pipeline("translation", model="Helsinki-NLP/opus-mt-de-en")


def rephrase(batch):
    german = [row["translation_text"] for row in to_de(batch["text"])]
    back = [row["translation_text"] for row in to_en(german)]
    sampled = [row["translation_text"] for row in to_en(german, do_sample=True, top_p=0.9)]
    return {"text": batch["text"] + back + sampled, "label": batch["label"] * 3}


def utterances():
    data = load_dataset("csv", data_files="data/utterances.csv", split="train")
    data = data.class_encode_column("label")
    return data.map(rephrase, batched=True, batch_size=64, remove_columns=data.column_names)


def main():
    data = utterances()
    parts = data.train_test_split(test_size=0.2, seed=19)
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    parts = parts.map(lambda b: tokenizer(b["text"], truncation=True, max_length=64), batched=True)
    n_labels = len(set(parts["train"]["label"]))
    model = AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=n_labels)
    args = TrainingArguments(
        output_dir="runs/intents", num_train_epochs=4, per_device_train_batch_size=32,
        learning_rate=3e-5, save_strategy="no", seed=19,
    )
    trainer = Trainer(
        model=model, args=args, train_dataset=parts["train"],
        data_collator=DataCollatorWithPadding(tokenizer),
    )
    trainer.train()
    output = trainer.predict(parts["test"])
    pred = np.argmax(output.predictions, axis=1)
    print("macro F1", round(f1_score(output.label_ids, pred, average="macro"), 3))


if __name__ == "__main__":
    main()
