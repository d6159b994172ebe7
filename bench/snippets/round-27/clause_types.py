"""Clause type in lease contracts: own tokenizer, small BERT from scratch."""
import numpy as np
import pandas as pd
from datasets import ClassLabel, Dataset, DatasetDict
from sklearn.metrics import f1_score
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    DataCollatorWithPadding,
    PreTrainedTokenizerFast,
    Trainer,
    TrainingArguments,
)

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def clauses():
    table = pd.read_json("clauses.jsonl", lines=True)[["contract", "kind", "text"]]
    table["text"] = table["text"].str.split().str.join(" ")
    rows = Dataset.from_pandas(table.drop_duplicates("text"), preserve_index=False)
    contracts = np.random.default_rng(0).permutation(sorted(set(rows["contract"])))
    a, b = int(0.75 * len(contracts)), int(0.87 * len(contracts))
    part = {c: "train" if i < a else "validation" if i < b else "test" for i, c in enumerate(contracts)}
    kinds = ClassLabel(names=sorted(set(rows["kind"])))
    rows = rows.map(lambda r: {"part": part[r["contract"]], "labels": kinds.str2int(r["kind"])})
    splits = {p: rows.filter(lambda r, p=p: r["part"] == p) for p in ("train", "validation", "test")}
    return DatasetDict(splits), kinds.num_classes


def word_pieces(texts, size=12_000):
    tok = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tok.normalizer = normalizers.BertNormalizer(lowercase=True)
    tok.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tok.train_from_iterator(texts, trainers.WordPieceTrainer(vocab_size=size, special_tokens=SPECIAL))
    tok.post_processor = processors.BertProcessing(("[SEP]", tok.token_to_id("[SEP]")), ("[CLS]", tok.token_to_id("[CLS]")))
    return PreTrainedTokenizerFast(
        tokenizer_object=tok, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", mask_token="[MASK]"
    )


def macro(p):
    return {"f1": f1_score(p.label_ids, p.predictions.argmax(-1), average="macro")}


def main():
    data, n = clauses()
    tok = word_pieces(data["train"]["text"])
    data = data.map(lambda b: tok(b["text"], truncation=True, max_length=256), batched=True, remove_columns=["text", "contract", "kind", "part"])
    net = BertForSequenceClassification(BertConfig(
        vocab_size=len(tok), hidden_size=256, num_hidden_layers=4, num_attention_heads=4, intermediate_size=768, num_labels=n
    ))
    args = TrainingArguments(
        "clause-runs", num_train_epochs=12, per_device_train_batch_size=32, learning_rate=3e-4,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True, metric_for_best_model="f1", seed=0,
    )
    trainer = Trainer(
        net, args, train_dataset=data["train"], eval_dataset=data["validation"],
        data_collator=DataCollatorWithPadding(tok), compute_metrics=macro,
    )
    trainer.train()
    print(trainer.evaluate(data["test"], metric_key_prefix="test"))


if __name__ == "__main__":
    main()
