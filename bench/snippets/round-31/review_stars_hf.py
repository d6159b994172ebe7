"""Star rating from product reviews with a small BERT trained from scratch."""
import numpy as np
from datasets import DatasetDict, load_dataset
from sklearn.metrics import accuracy_score
from transformers import (
    AutoTokenizer, BertConfig, BertForSequenceClassification, Trainer, TrainingArguments,
)


def load_parts(path, seed=2):
    reviews = load_dataset("csv", data_files=path, split="train")
    outer = reviews.train_test_split(test_size=0.1, seed=seed)
    inner = outer["train"].train_test_split(test_size=0.1, seed=seed)
    return DatasetDict(train=inner["train"], validation=inner["test"], test=outer["test"])


def own_tokenizer(texts, size=12_000):
    base = AutoTokenizer.from_pretrained("bert-base-uncased")

    def batches(step=1000):
        for i in range(0, len(texts), step):
            yield texts[i:i + step]

    return base.train_new_from_iterator(batches(), vocab_size=size)


def accuracy(output):
    return {"accuracy": accuracy_score(output.label_ids, np.argmax(output.predictions, axis=-1))}


def main():
    parts = load_parts("data/reviews_unique.csv")
    tokenizer = own_tokenizer(parts["train"]["text"])

    def prepare(batch):
        coded = tokenizer(batch["text"], truncation=True, padding="max_length", max_length=128)
        coded["labels"] = [s - 1 for s in batch["stars"]]
        return coded

    coded = parts.map(prepare, batched=True, remove_columns=parts["train"].column_names)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=256, num_hidden_layers=4,
        num_attention_heads=4, intermediate_size=1024, num_labels=5,
    )
    args = TrainingArguments(
        "runs/stars", num_train_epochs=6, per_device_train_batch_size=64,
        eval_strategy="epoch", save_strategy="epoch",
        load_best_model_at_end=True, metric_for_best_model="accuracy",
    )
    trainer = Trainer(
        model=BertForSequenceClassification(config), args=args,
        train_dataset=coded["train"], eval_dataset=coded["validation"], compute_metrics=accuracy,
    )
    trainer.train()
    print(trainer.evaluate(coded["test"], metric_key_prefix="test"))


if __name__ == "__main__":
    main()
