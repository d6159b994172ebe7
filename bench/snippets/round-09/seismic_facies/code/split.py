import pandas as pd
import yaml
from sklearn.model_selection import train_test_split

p = yaml.safe_load(open("params.yaml"))["split"]
table = pd.read_parquet("work/components.parquet")
fit, hold = train_test_split(table, test_size=p["hold_share"], stratify=table["facies"], random_state=p["seed"])
fit.to_parquet("work/fit.parquet")
hold.to_parquet("work/hold.parquet")
