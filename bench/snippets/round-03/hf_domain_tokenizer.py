import evaluate
import numpy as np
from datasets import load_dataset
from transformers import (
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    Trainer,
    TrainingArguments,
)

VOCAB = 12_000
accuracy = evaluate.load("accuracy")


def batches(dataset, size=1000):
    for start in range(0, len(dataset), size):
        yield dataset[start:start + size]["report"]


def compute(eval_pred):
    return accuracy.compute(predictions=np.argmax(eval_pred.predictions, -1), references=eval_pred.label_ids)


reports = load_dataset("json", data_files="maintenance_reports.jsonl", split="train")
reports = reports.class_encode_column("label")

base = AutoTokenizer.from_pretrained("bert-base-uncased")
tokenizer = base.train_new_from_iterator(batches(reports), vocab_size=VOCAB)

splits = reports.train_test_split(test_size=0.15, seed=9, stratify_by_column="label")
splits = splits.map(
    lambda b: tokenizer(b["report"], truncation=True, padding="max_length", max_length=128), batched=True
)
config = BertConfig(
    vocab_size=len(tokenizer), hidden_size=256, num_hidden_layers=4, num_attention_heads=4,
    intermediate_size=1024, num_labels=reports.features["label"].num_classes,
)
trainer = Trainer(
    model=BertForSequenceClassification(config),
    args=TrainingArguments("runs/reports", num_train_epochs=10, per_device_train_batch_size=64, seed=9),
    train_dataset=splits["train"],
    compute_metrics=compute,
)
trainer.train()
print(trainer.evaluate(splits["test"]))
