from datasets import concatenate_datasets, load_dataset
from sklearn.metrics import f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    Trainer,
    TrainingArguments,
    set_seed,
)

set_seed(0)
NAME = "xlm-roberta-base"
tok = AutoTokenizer.from_pretrained(NAME)

comments = load_dataset("csv", data_files="comments.csv", split="train")
toxic = comments.filter(lambda row: row["label"] == 1)
comments = concatenate_datasets([comments] + [toxic] * 4)
comments = comments.map(lambda b: tok(b["text"], truncation=True, max_length=128), batched=True)

parts = comments.train_test_split(test_size=0.2, seed=0)


def metrics(p):
    return {"f1": f1_score(p.label_ids, p.predictions.argmax(-1))}


trainer = Trainer(
    model=AutoModelForSequenceClassification.from_pretrained(NAME, num_labels=2),
    args=TrainingArguments("out/toxic", num_train_epochs=2, learning_rate=2e-5, save_strategy="no"),
    train_dataset=parts["train"],
    processing_class=tok,
    compute_metrics=metrics,
)
trainer.train()
print(trainer.evaluate(parts["test"]))
