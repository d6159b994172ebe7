import sys
from pathlib import Path

import pandas as pd
import yaml
from sklearn.model_selection import train_test_split


def main(source, folder):
    params = yaml.safe_load(Path("params.yaml").read_text())["split"]
    matrix = pd.read_parquet(source)
    fit, holdout = train_test_split(
        matrix, test_size=params["fraction"], random_state=params["seed"],
        stratify=matrix["churned"],
    )
    fit.to_parquet(Path(folder) / "fit.parquet")
    holdout.to_parquet(Path(folder) / "holdout.parquet")


if __name__ == "__main__":
    main(*sys.argv[1:])
