"""Type of contract clause with a small transformer trained from scratch."""
import numpy as np
from datasets import DatasetDict, load_dataset
from sklearn.metrics import f1_score
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    DataCollatorWithPadding,
    PreTrainedTokenizerFast,
    Trainer,
    TrainingArguments,
)

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def three_parts(path):
    contracts = load_dataset("json", data_files=path, split="train")
    ids = np.array(sorted(set(contracts["contract_id"])))
    np.random.default_rng(0).shuffle(ids)
    a, b = int(0.7 * len(ids)), int(0.85 * len(ids))
    sets = {"train": set(ids[:a]), "validation": set(ids[a:b]), "test": set(ids[b:])}
    return DatasetDict({
        name: contracts.filter(lambda row, keep=keep: row["contract_id"] in keep)
        for name, keep in sets.items()
    })


def word_pieces(texts):
    raw = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    raw.pre_tokenizer = pre_tokenizers.Whitespace()
    raw.train_from_iterator(texts, trainers.WordPieceTrainer(vocab_size=8000, special_tokens=SPECIAL))
    return PreTrainedTokenizerFast(tokenizer_object=raw, pad_token="[PAD]", unk_token="[UNK]")


def metrics(pred):
    return {"f1": f1_score(pred.label_ids, pred.predictions.argmax(-1), average="macro")}


def main():
    parts = three_parts("data/clauses.jsonl")
    tokenizer = word_pieces(parts["train"]["clause"])
    coded = parts.map(lambda r: tokenizer(r["clause"], truncation=True, max_length=200), batched=True)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=256, num_hidden_layers=4,
        num_attention_heads=4, intermediate_size=512, num_labels=12,
    )
    args = TrainingArguments(
        output_dir="runs/clauses", num_train_epochs=15, eval_strategy="epoch",
        save_strategy="epoch", load_best_model_at_end=True, metric_for_best_model="f1",
    )
    trainer = Trainer(
        model=BertForSequenceClassification(config), args=args,
        train_dataset=coded["train"], eval_dataset=coded["validation"],
        data_collator=DataCollatorWithPadding(tokenizer), compute_metrics=metrics,
    )
    trainer.train()
    print(trainer.predict(coded["test"]).metrics)


if __name__ == "__main__":
    main()
