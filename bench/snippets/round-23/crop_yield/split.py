import pandas as pd
import yaml
from sklearn.model_selection import train_test_split

with open("params.yaml") as handle:
    params = yaml.safe_load(handle)["split"]

fields = pd.read_parquet("work/features.parquet")
learn, score = train_test_split(fields, test_size=params["share"], random_state=params["seed"])
learn.to_parquet("work/learn.parquet", index=False)
score.to_parquet("work/score.parquet", index=False)
