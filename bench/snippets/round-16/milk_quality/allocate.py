"""Farms deliver many samples each, so whole farms go to one side."""
import pandas as pd
import yaml
from sklearn.model_selection import GroupShuffleSplit

with open("params.yaml") as handle:
    params = yaml.safe_load(handle)["allocate"]

samples = pd.read_csv("raw/samples.csv").drop_duplicates("sample_id")
splitter = GroupShuffleSplit(n_splits=1, test_size=params["share"], random_state=params["seed"])
a, b = next(splitter.split(samples, groups=samples["farm_id"]))
samples.iloc[a].to_parquet("work/train.parquet", index=False)
samples.iloc[b].to_parquet("work/test.parquet", index=False)
