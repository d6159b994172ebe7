import argparse

import numpy as np
from sklearn.metrics import accuracy_score, f1_score
from transformers import (
    DistilBertConfig, DistilBertForSequenceClassification, EarlyStoppingCallback, Trainer,
    TrainingArguments,
)

from corpus import SECTIONS, parts
from vocabulary import learn


def scores(output):
    guess = np.argmax(output.predictions, axis=1)
    return {
        "accuracy": accuracy_score(output.label_ids, guess),
        "macro_f1": f1_score(output.label_ids, guess, average="macro"),
    }


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("claims")
    ap.add_argument("--out", default="runs/patent_claims")
    args = ap.parse_args()

    data = parts(args.claims)
    tokenizer = learn(data["fit"])
    data = data.map(lambda rows: tokenizer(rows["text"], truncation=True), batched=True,
                    remove_columns=["text"])

    config = DistilBertConfig(vocab_size=len(tokenizer), dim=256, n_layers=4, n_heads=8,
                              hidden_dim=1024, max_position_embeddings=256,
                              pad_token_id=tokenizer.pad_token_id, num_labels=len(SECTIONS))
    trainer = Trainer(
        model=DistilBertForSequenceClassification(config),
        args=TrainingArguments(
            args.out, num_train_epochs=20, per_device_train_batch_size=64, learning_rate=3e-4,
            eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
            metric_for_best_model="macro_f1", save_total_limit=2, seed=1790,
        ),
        train_dataset=data["fit"],
        eval_dataset=data["val"],
        processing_class=tokenizer,
        compute_metrics=scores,
        callbacks=[EarlyStoppingCallback(3)],
    )
    trainer.train()
    print(trainer.predict(data["test"], metric_key_prefix="test").metrics)
    trainer.save_model(args.out)


if __name__ == "__main__":
    main()
