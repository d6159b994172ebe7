import sys
from pathlib import Path

import pandas as pd
import yaml
from sklearn.model_selection import train_test_split


def main(src, folder):
    params = yaml.safe_load(Path("params.yaml").read_text())["partition"]
    encoded = pd.read_parquet(src)
    train, test = train_test_split(encoded, test_size=params["share"], random_state=params["seed"])
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    train.to_parquet(out / "train.parquet")
    test.to_parquet(out / "test.parquet")


if __name__ == "__main__":
    main(*sys.argv[1:3])
