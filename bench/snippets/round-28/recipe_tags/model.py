"""Small encoder trained from scratch on the recipe texts."""
import numpy as np
from datasets import load_dataset
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

PARTS = {name: f"parts/{name}.jsonl" for name in ("train", "validation", "test")}


def learn_words(texts):
    raw = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    raw.pre_tokenizer = pre_tokenizers.Whitespace()
    raw.train_from_iterator(
        texts, trainers.WordPieceTrainer(vocab_size=12_000, special_tokens=["[PAD]", "[UNK]"])
    )
    return PreTrainedTokenizerFast(tokenizer_object=raw, pad_token="[PAD]", unk_token="[UNK]")


def macro_f1(output):
    return {"f1": f1_score(output.label_ids, np.argmax(output.predictions, -1), average="macro")}


def main():
    recipes = load_dataset("json", data_files=PARTS)
    words = learn_words(recipes["train"]["text"])
    coded = recipes.map(lambda b: words(b["text"], truncation=True, max_length=256), batched=True)
    config = BertConfig(
        vocab_size=len(words), hidden_size=256, num_hidden_layers=4, num_attention_heads=4,
        intermediate_size=512, num_labels=max(recipes["train"]["label"]) + 1,
    )
    trainer = Trainer(
        model=BertForSequenceClassification(config),
        args=TrainingArguments(
            "runs/recipes", num_train_epochs=10, eval_strategy="epoch", save_strategy="epoch",
            load_best_model_at_end=True, metric_for_best_model="f1", seed=1,
        ),
        train_dataset=coded["train"],
        eval_dataset=coded["validation"],
        data_collator=DataCollatorWithPadding(words),
        compute_metrics=macro_f1,
    )
    trainer.train()
    print(trainer.predict(coded["test"]).metrics)


if __name__ == "__main__":
    main()
