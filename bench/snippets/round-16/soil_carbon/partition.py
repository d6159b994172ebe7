import pandas as pd
import yaml
from sklearn.model_selection import train_test_split

with open("params.yaml") as handle:
    params = yaml.safe_load(handle)["partition"]

scores = pd.read_parquet("work/scores.parquet")
train, test = train_test_split(scores, test_size=params["share"], random_state=params["seed"])
train.to_parquet("work/train.parquet")
test.to_parquet("work/test.parquet")
