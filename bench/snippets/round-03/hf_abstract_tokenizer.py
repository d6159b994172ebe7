import evaluate
import numpy as np
from datasets import load_dataset
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification, Trainer, TrainingArguments

f1 = evaluate.load("f1")


def batches(dataset, size=1000):
    for start in range(0, len(dataset), size):
        yield dataset[start:start + size]["abstract"]


def compute(eval_pred):
    guess = np.argmax(eval_pred.predictions, -1)
    return f1.compute(predictions=guess, references=eval_pred.label_ids, average="macro")


abstracts = load_dataset("json", data_files="patent_abstracts.jsonl", split="train").class_encode_column("label")
splits = abstracts.train_test_split(test_size=0.15, seed=9, stratify_by_column="label")

base = AutoTokenizer.from_pretrained("bert-base-uncased")
tokenizer = base.train_new_from_iterator(batches(splits["train"]), vocab_size=12_000)
splits = splits.map(
    lambda b: tokenizer(b["abstract"], truncation=True, padding="max_length", max_length=256), batched=True
)

config = BertConfig(
    vocab_size=len(tokenizer), hidden_size=256, num_hidden_layers=4, num_attention_heads=4,
    num_labels=abstracts.features["label"].num_classes,
)
trainer = Trainer(
    model=BertForSequenceClassification(config),
    args=TrainingArguments("runs/abstracts", num_train_epochs=10, per_device_train_batch_size=64, seed=9),
    train_dataset=splits["train"],
    compute_metrics=compute,
)
trainer.train()
print(trainer.evaluate(splits["test"]))
