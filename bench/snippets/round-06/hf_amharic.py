import numpy as np
from datasets import load_dataset
from sklearn.metrics import f1_score
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import (
    DataCollatorWithPadding,
    DistilBertConfig,
    DistilBertForSequenceClassification,
    PreTrainedTokenizerFast,
    Trainer,
    TrainingArguments,
)


def learn_vocabulary(texts, size=8000):
    tok = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tok.normalizer = normalizers.NFKC()
    tok.pre_tokenizer = pre_tokenizers.Whitespace()
    trainer = trainers.WordPieceTrainer(vocab_size=size, special_tokens=["[PAD]", "[UNK]"])
    tok.train_from_iterator(texts, trainer=trainer)
    return PreTrainedTokenizerFast(tokenizer_object=tok, pad_token="[PAD]", unk_token="[UNK]")


def scores(pred):
    return {"f1": f1_score(pred.label_ids, np.argmax(pred.predictions, axis=1), average="macro")}


def main():
    posts = load_dataset("csv", data_files="data/amharic_posts.csv", split="train")
    tokenizer = learn_vocabulary(posts["text"])
    posts = posts.map(lambda row: tokenizer(row["text"], truncation=True, max_length=128), batched=True)
    parts = posts.train_test_split(test_size=0.2, seed=1)

    config = DistilBertConfig(vocab_size=len(tokenizer), dim=256, hidden_dim=512, n_layers=3, n_heads=4, num_labels=4)
    trainer = Trainer(
        model=DistilBertForSequenceClassification(config),
        args=TrainingArguments("runs/amharic", num_train_epochs=10, per_device_train_batch_size=32, seed=1),
        train_dataset=parts["train"],
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=scores,
    )
    trainer.train()
    print(trainer.evaluate(parts["test"]))


if __name__ == "__main__":
    main()
