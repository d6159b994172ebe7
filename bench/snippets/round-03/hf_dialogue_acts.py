import numpy as np
import pandas as pd
from datasets import Dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

BASE = "roberta-base"


def with_context(table: pd.DataFrame) -> pd.DataFrame:
    table = table.sort_values(["conversation_id", "turn"])
    previous = table.groupby("conversation_id")["utterance"].shift(1).fillna("")
    table["input"] = previous + " </s> " + table["utterance"]
    return table


def main():
    turns = with_context(pd.read_csv("call_centre_turns.csv"))
    turns["label"] = turns["act"].astype("category").cat.codes.astype(int)

    tok = AutoTokenizer.from_pretrained(BASE)
    data = Dataset.from_pandas(turns[["input", "label"]], preserve_index=False)
    data = data.map(lambda b: tok(b["input"], truncation=True, max_length=192), batched=True)
    data = data.train_test_split(test_size=0.2, seed=42)

    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=int(turns["label"].max()) + 1),
        args=TrainingArguments("runs/acts", num_train_epochs=3, per_device_train_batch_size=32, seed=42),
        train_dataset=data["train"],
        processing_class=tok,
    )
    trainer.train()
    out = trainer.predict(data["test"])
    print("accuracy", float((np.argmax(out.predictions, axis=1) == out.label_ids).mean()))


if __name__ == "__main__":
    main()
