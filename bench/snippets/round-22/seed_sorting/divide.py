"""Row numbers of the three parts; one photographed seed per row."""
import json
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from sklearn.model_selection import train_test_split


def main():
    params = yaml.safe_load(Path("params.yaml").read_text())
    seeds = pd.read_csv("data/seeds.csv")
    kinds = seeds["variety"]
    rows = np.flatnonzero(~seeds.duplicated("seed_id"))
    rest, test = train_test_split(
        rows, test_size=params["test_size"], stratify=kinds.iloc[rows], random_state=params["seed"]
    )
    train, valid = train_test_split(
        rest, test_size=params["valid_size"], stratify=kinds.iloc[rest], random_state=params["seed"]
    )
    parts = {"train": train.tolist(), "valid": valid.tolist(), "test": test.tolist()}
    Path("work").mkdir(exist_ok=True)
    Path("work/rows.json").write_text(json.dumps(parts))


if __name__ == "__main__":
    main()
