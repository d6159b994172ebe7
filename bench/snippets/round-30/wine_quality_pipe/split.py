import pandas as pd
import yaml
from sklearn.model_selection import train_test_split


def main():
    with open("params.yaml") as fh:
        cfg = yaml.safe_load(fh)["split"]
    table = pd.read_parquet("work/components.parquet")
    fit, holdout = train_test_split(table, test_size=cfg["share"], random_state=cfg["seed"])
    fit.to_parquet("work/fit.parquet")
    holdout.to_parquet("work/holdout.parquet")


if __name__ == "__main__":
    main()
