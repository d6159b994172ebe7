import numpy as np
from datasets import load_dataset
from sklearn.metrics import accuracy_score, f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

NAME = "roberta-base"


def metrics(pred):
    guess = pred.predictions.argmax(-1)
    return {
        "accuracy": accuracy_score(pred.label_ids, guess),
        "f1": f1_score(pred.label_ids, guess, average="macro"),
    }


def prepare(tokenizer):
    news = load_dataset("ag_news")
    cut = news["train"].train_test_split(test_size=0.05, seed=33, stratify_by_column="label")
    news["train"], news["validation"] = cut["train"], cut["test"]
    return news.map(lambda b: tokenizer(b["text"], truncation=True, max_length=128), batched=True)


def main():
    tokenizer = AutoTokenizer.from_pretrained(NAME)
    news = prepare(tokenizer)
    args = TrainingArguments(
        "runs/news",
        num_train_epochs=5,
        per_device_train_batch_size=64,
        eval_strategy="steps",
        eval_steps=500,
        save_steps=500,
        load_best_model_at_end=True,
        metric_for_best_model="f1",
        seed=33,
    )
    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(NAME, num_labels=4),
        args=args,
        train_dataset=news["train"],
        eval_dataset=news["validation"],
        processing_class=tokenizer,
        compute_metrics=metrics,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=3)],
    )
    trainer.train()
    out = trainer.predict(news["test"])
    print({k: round(v, 4) for k, v in out.metrics.items() if k.startswith("test_")})


if __name__ == "__main__":
    main()
