from pathlib import Path

import pandas as pd
import yaml
from sklearn.model_selection import train_test_split

p = yaml.safe_load(Path("params.yaml").read_text())["split"]
cores = pd.read_csv("data/cores.csv")
tr, te = train_test_split(cores, test_size=p["test_size"], random_state=p["seed"])

out = Path("data/split")
out.mkdir(parents=True, exist_ok=True)
tr.to_parquet(out / "train.parquet")
te.to_parquet(out / "test.parquet")
