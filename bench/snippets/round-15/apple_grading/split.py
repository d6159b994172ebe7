from pathlib import Path

import pandas as pd
import yaml
from sklearn.model_selection import train_test_split

params = yaml.safe_load(Path("params.yaml").read_text())["split"]
apples = pd.read_csv("raw/apples.csv").drop_duplicates("apple_id")
train, test = train_test_split(
    apples, test_size=params["fraction"], random_state=params["seed"],
    stratify=apples["grade"],
)
Path("work").mkdir(exist_ok=True)
train.to_csv("work/train_raw.csv", index=False)
test.to_csv("work/test_raw.csv", index=False)
