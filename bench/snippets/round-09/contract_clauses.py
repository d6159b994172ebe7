from datasets import DatasetDict, load_dataset
from sklearn.metrics import f1_score
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
)

NAME = "nlpaueb/legal-bert-small-uncased"
tok = AutoTokenizer.from_pretrained(NAME)

clauses = load_dataset("json", data_files="clauses.jsonl", split="train")
clauses = clauses.class_encode_column("kind")
clauses = clauses.map(lambda r: {"n_chars": len(r["clause"])})
clauses = clauses.map(lambda b: tok(b["clause"], truncation=True, max_length=384), batched=True)
clauses = clauses.rename_column("kind", "labels")

outer = clauses.train_test_split(test_size=0.15, seed=22, stratify_by_column="labels")
inner = outer["train"].train_test_split(test_size=0.12, seed=22, stratify_by_column="labels")
parts = DatasetDict(fit=inner["train"], dev=inner["test"], final=outer["test"])
print({k: len(v) for k, v in parts.items()})


def macro(p):
    return {"macro_f1": f1_score(p.label_ids, p.predictions.argmax(-1), average="macro")}


n = clauses.features["labels"].num_classes
model = AutoModelForSequenceClassification.from_pretrained(NAME, num_labels=n)
targs = TrainingArguments(
    "runs/clauses",
    num_train_epochs=6,
    per_device_train_batch_size=16,
    evaluation_strategy="epoch",
    save_strategy="epoch",
    load_best_model_at_end=True,
    metric_for_best_model="macro_f1",
)
tr = Trainer(
    model=model,
    args=targs,
    train_dataset=parts["fit"],
    eval_dataset=parts["dev"],
    data_collator=DataCollatorWithPadding(tok),
    compute_metrics=macro,
)
tr.train()
print(tr.predict(parts["final"]).metrics)
