"""Research field of a paper from its abstract, small model trained from scratch."""
import numpy as np
from datasets import DatasetDict, load_dataset
from sklearn.metrics import accuracy_score, f1_score
from transformers import (
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

SEED = 61


def abstracts():
    data = load_dataset("json", data_files="data/abstracts.jsonl", split="train")
    seen = set()
    data = data.filter(lambda row: not (row["doi"] in seen or seen.add(row["doi"])))
    data = data.class_encode_column("field")
    outer = data.train_test_split(test_size=0.2, seed=SEED, stratify_by_column="field")
    inner = outer["test"].train_test_split(test_size=0.5, seed=SEED, stratify_by_column="field")
    return DatasetDict(train=outer["train"], validation=inner["train"], test=inner["test"])


def in_batches(column, size=1000):
    for start in range(0, len(column), size):
        yield column[start:start + size]


def scores(output):
    logits, labels = output
    pred = np.argmax(logits, axis=-1)
    return {"accuracy": accuracy_score(labels, pred), "macro_f1": f1_score(labels, pred, average="macro")}


def main():
    parts = abstracts()
    base = AutoTokenizer.from_pretrained("bert-base-uncased")
    tokenizer = base.train_new_from_iterator(in_batches(list(parts["train"]["abstract"])), vocab_size=12000)
    encoded = parts.map(
        lambda b: tokenizer(b["abstract"], truncation=True, max_length=256), batched=True
    ).rename_column("field", "labels")
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=256, num_hidden_layers=4, num_attention_heads=4,
        intermediate_size=1024, num_labels=parts["train"].features["field"].num_classes,
    )
    args = TrainingArguments(
        output_dir="runs/fields", num_train_epochs=15, per_device_train_batch_size=64,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
        metric_for_best_model="macro_f1", seed=SEED,
    )
    trainer = Trainer(
        model=BertForSequenceClassification(config), args=args,
        train_dataset=encoded["train"], eval_dataset=encoded["validation"],
        data_collator=DataCollatorWithPadding(tokenizer), compute_metrics=scores,
    )
    trainer.train()
    print(trainer.predict(encoded["test"]).metrics)


if __name__ == "__main__":
    main()
