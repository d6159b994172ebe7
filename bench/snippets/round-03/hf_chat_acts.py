import zlib

import numpy as np
import pandas as pd
from datasets import Dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

BASE = "distilroberta-base"


def bucket(conversation_id) -> int:
    return zlib.crc32(str(conversation_id).encode()) % 10


def with_context(table: pd.DataFrame) -> pd.DataFrame:
    table = table.sort_values(["conversation_id", "turn"])
    before = table.groupby("conversation_id")["utterance"].shift(1).fillna("")
    return table.assign(input=before + " </s> " + table["utterance"], bucket=table["conversation_id"].map(bucket))


def hub_dataset(part, tok):
    data = Dataset.from_pandas(part[["input", "label"]], preserve_index=False)
    return data.map(lambda b: tok(b["input"], truncation=True, max_length=192), batched=True)


def main():
    turns = with_context(pd.read_csv("chat_turns.csv"))
    turns["label"] = turns["act"].astype("category").cat.codes.astype(int)
    tok = AutoTokenizer.from_pretrained(BASE)
    train = hub_dataset(turns[turns["bucket"] > 1], tok)
    test = hub_dataset(turns[turns["bucket"] <= 1], tok)

    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=int(turns["label"].max()) + 1),
        args=TrainingArguments("runs/acts", num_train_epochs=3, per_device_train_batch_size=32, seed=1),
        train_dataset=train,
        processing_class=tok,
    )
    trainer.train()
    out = trainer.predict(test)
    print("accuracy", float((np.argmax(out.predictions, axis=1) == out.label_ids).mean()))


if __name__ == "__main__":
    main()
