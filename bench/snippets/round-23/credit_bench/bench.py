import json

import joblib
import pandas as pd
import yaml
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

from candidates import candidates


def load_parts(cfg):
    frame = pd.read_parquet(cfg["source"]).drop_duplicates("applicant_id")
    train, test = train_test_split(
        frame, test_size=cfg["test_share"], stratify=frame[cfg["label"]], random_state=cfg["seed"]
    )
    return {"train": train, "test": test}


def auc_of(model, part, cfg):
    probability = model.predict_proba(part[cfg["columns"]])[:, 1]
    return roc_auc_score(part[cfg["label"]], probability)


def main():
    with open("config.yaml") as handle:
        cfg = yaml.safe_load(handle)
    parts = load_parts(cfg)

    board = []
    for name, model in candidates(cfg["seed"]).items():
        model.fit(parts["train"][cfg["columns"]], parts["train"][cfg["label"]])
        board.append((auc_of(model, parts["test"], cfg), name, model))
        print(f"{name:10s} {board[-1][0]:.4f}")

    auc, name, model = max(board, key=lambda row: row[0])
    joblib.dump(model, "champion.joblib")
    with open("champion.json", "w") as handle:
        json.dump({"name": name, "auc": round(float(auc), 4)}, handle)


if __name__ == "__main__":
    main()
