import pandas as pd
import yaml
from sklearn.model_selection import train_test_split

cfg = yaml.safe_load(open("params.yaml"))["split"]
census = pd.read_csv("data/census.csv")
train, test = train_test_split(
    census, test_size=cfg["test_size"], random_state=cfg["seed"], stratify=census["income"]
)
train.to_parquet("data/split/train.parquet", index=False)
test.to_parquet("data/split/test.parquet", index=False)
