"""Type of a contract clause, with a tokenizer made for our legal Swedish."""
import numpy as np
import pandas as pd
from datasets import Dataset, DatasetDict
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupShuffleSplit
from transformers import (
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

SEED = 18


def cut(frame, share):
    chooser = GroupShuffleSplit(n_splits=1, test_size=share, random_state=SEED)
    a, b = next(chooser.split(frame, groups=frame["contract"]))
    return frame.iloc[a], frame.iloc[b]


def clauses(path):
    frame = pd.read_parquet(path)[["contract", "text", "kind"]]
    kinds = sorted(frame["kind"].unique())
    frame = frame.assign(label=frame["kind"].map({k: i for i, k in enumerate(kinds)}))
    # standard wording travels between contracts, keep one copy
    frame = frame.drop_duplicates("text")
    rest, final = cut(frame, 0.15)
    fit, tune = cut(rest, 0.15)
    parts = {"train": fit, "validation": tune, "test": final}
    return DatasetDict({k: Dataset.from_pandas(v[["text", "label"]], preserve_index=False) for k, v in parts.items()}), kinds


def tokenizer_for(texts, size=12000):
    base = AutoTokenizer.from_pretrained("KB/bert-base-swedish-cased")
    batches = (texts[i : i + 1000] for i in range(0, len(texts), 1000))
    return base.train_new_from_iterator(batches, vocab_size=size)


def macro_f1(prediction):
    return {"f1": f1_score(prediction.label_ids, np.argmax(prediction.predictions, axis=1), average="macro")}


def main():
    data, kinds = clauses("clauses.parquet")
    tokenizer = tokenizer_for(list(data["train"]["text"]))
    data = data.map(lambda b: tokenizer(b["text"], truncation=True, max_length=256), batched=True, remove_columns="text")

    config = BertConfig(vocab_size=len(tokenizer), hidden_size=256, num_hidden_layers=4, num_attention_heads=4,
                        intermediate_size=1024, num_labels=len(kinds), pad_token_id=tokenizer.pad_token_id)
    settings = TrainingArguments(
        "runs/clauses", num_train_epochs=20, per_device_train_batch_size=32, learning_rate=2e-4,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
        metric_for_best_model="f1", seed=SEED,
    )
    trainer = Trainer(
        BertForSequenceClassification(config), settings,
        train_dataset=data["train"], eval_dataset=data["validation"],
        data_collator=DataCollatorWithPadding(tokenizer), compute_metrics=macro_f1,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=3)],
    )
    trainer.train()
    print(trainer.predict(data["test"]).metrics)


if __name__ == "__main__":
    main()
