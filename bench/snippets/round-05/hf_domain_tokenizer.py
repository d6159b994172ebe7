import evaluate
import numpy as np
from datasets import DatasetDict, load_dataset
from transformers import (
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

f1 = evaluate.load("f1")


def three_parts(path, seed):
    reports = load_dataset("json", data_files=path, split="train")
    first = reports.train_test_split(test_size=0.2, seed=seed)
    second = first["train"].train_test_split(test_size=0.1, seed=seed)
    return DatasetDict(train=second["train"], valid=second["test"], test=first["test"])


def batches(ds, size=1000):
    for i in range(0, len(ds), size):
        yield ds[i : i + size]["text"]


def score(p):
    return f1.compute(predictions=np.argmax(p.predictions, 1), references=p.label_ids, average="macro")


def main():
    data = three_parts("data/reports.jsonl", seed=5)
    base = AutoTokenizer.from_pretrained("bert-base-uncased")
    tok = base.train_new_from_iterator(batches(data["train"]), vocab_size=12_000)
    enc = data.map(lambda b: tok(b["text"], truncation=True, max_length=256), batched=True)

    model = BertForSequenceClassification(
        BertConfig(vocab_size=len(tok), hidden_size=256, num_hidden_layers=4, num_attention_heads=4,
                   intermediate_size=1024, num_labels=5)
    )
    args = TrainingArguments(
        "runs/reports", num_train_epochs=15, eval_strategy="epoch", save_strategy="epoch",
        load_best_model_at_end=True, metric_for_best_model="f1", seed=5,
    )
    trainer = Trainer(
        model, args, data_collator=DataCollatorWithPadding(tok), train_dataset=enc["train"],
        eval_dataset=enc["valid"], compute_metrics=score,
    )
    trainer.train()
    print(trainer.evaluate(enc["test"], metric_key_prefix="test"))


if __name__ == "__main__":
    main()
