import sys
from pathlib import Path

import pandas as pd
import yaml
from sklearn.model_selection import train_test_split


def main(source, folder):
    params = yaml.safe_load(Path("params.yaml").read_text())["divide"]
    table = pd.read_parquet(source)
    learn, judge = train_test_split(
        table, test_size=params["share"], random_state=params["seed"], stratify=table["quality"].clip(4, 8)
    )
    learn.to_parquet(Path(folder) / "learn.parquet", index=False)
    judge.to_parquet(Path(folder) / "judge.parquet", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
