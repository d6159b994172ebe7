import numpy as np
from sklearn.metrics import f1_score
from transformers import (
    AutoConfig,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

from corpus import MARKS, load

BASE = "google/electra-small-discriminator"


def pieces(data, size=1000):
    for start in range(0, len(data), size):
        yield data[start : start + size]["text"]


def macro(pred):
    return {"f1": f1_score(pred.label_ids, np.argmax(pred.predictions, axis=-1), average="macro")}


def main():
    data = load()
    base = AutoTokenizer.from_pretrained(BASE)
    tokenizer = base.train_new_from_iterator(pieces(data["train"]), vocab_size=16_000)
    encoded = data.map(
        lambda b: tokenizer(b["text"], truncation=True, max_length=200),
        batched=True,
        remove_columns=["text"],
    )
    config = AutoConfig.from_pretrained(
        BASE, vocab_size=len(tokenizer), num_labels=MARKS.num_classes
    )
    args = TrainingArguments(
        "runs/stars",
        num_train_epochs=8,
        per_device_train_batch_size=64,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="f1",
        seed=41,
    )
    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_config(config),
        args=args,
        train_dataset=encoded["train"],
        eval_dataset=encoded["validation"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=macro,
    )
    trainer.train()
    print(trainer.predict(encoded["test"], metric_key_prefix="final").metrics)


if __name__ == "__main__":
    main()
