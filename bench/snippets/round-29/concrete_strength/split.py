import pandas as pd
import yaml
from sklearn.model_selection import train_test_split

params = yaml.safe_load(open("params.yaml"))
table = pd.read_parquet("data/features.parquet")
train, test = train_test_split(table, test_size=params["test_size"], random_state=params["seed"])
train.to_parquet("data/train.parquet")
test.to_parquet("data/test.parquet")
