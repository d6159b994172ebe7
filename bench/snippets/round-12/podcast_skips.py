"""Will a listener skip the episode intro? Transcript text plus a few delivery measures."""
import numpy as np
import pandas as pd
import torch
from datasets import Dataset
from sklearn.metrics import roc_auc_score
from torch import nn
from transformers import AutoModel, AutoTokenizer, Trainer, TrainingArguments

BASE = "distilbert-base-uncased"
MEASURES = ["words_per_minute", "pause_ratio", "music_share", "loudness_db"]


class IntroModel(nn.Module):
    def __init__(self, base=BASE):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base)
        self.head = nn.Linear(self.encoder.config.hidden_size + len(MEASURES), 2)

    def forward(self, input_ids, attention_mask, delivery, labels=None):
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state[:, 0]
        logits = self.head(torch.cat([hidden, delivery], dim=1))
        loss = nn.functional.cross_entropy(logits, labels) if labels is not None else None
        return {"loss": loss, "logits": logits}


def centred(batch):
    block = np.array([batch[name] for name in MEASURES], dtype="float32").T
    block = (block - block.mean(axis=0)) / (block.std(axis=0) + 1e-6)
    return {"delivery": block.tolist()}


def intros(path):
    frame = pd.read_json(path, lines=True).drop_duplicates("episode_id")
    frame["labels"] = (frame["skip_rate"] > 0.5).astype(int)
    return Dataset.from_pandas(frame[["intro_text", "labels", *MEASURES]], preserve_index=False)


def main():
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    data = intros("intros.jsonl")
    data = data.map(lambda b: tokenizer(b["intro_text"], truncation=True, padding="max_length", max_length=192), batched=True)
    data = data.map(centred, batched=True, batch_size=len(data))
    data = data.remove_columns(["intro_text", *MEASURES])

    outer = data.train_test_split(test_size=0.15, seed=2)
    inner = outer["train"].train_test_split(test_size=0.15, seed=2)

    settings = TrainingArguments(
        "runs/intro",
        num_train_epochs=4,
        per_device_train_batch_size=16,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        remove_unused_columns=False,
    )
    trainer = Trainer(IntroModel(), settings, train_dataset=inner["train"], eval_dataset=inner["test"])
    trainer.train()

    output = trainer.predict(outer["test"])
    score = torch.tensor(output.predictions).softmax(dim=1)[:, 1].numpy()
    print("AUC", roc_auc_score(output.label_ids, score))


if __name__ == "__main__":
    main()
