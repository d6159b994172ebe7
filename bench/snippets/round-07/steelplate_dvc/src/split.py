import sys
from pathlib import Path

import pandas as pd
import yaml
from sklearn.model_selection import train_test_split

src, dst = sys.argv[1], Path(sys.argv[2])
cfg = yaml.safe_load(open("params.yaml"))["split"]
dst.mkdir(parents=True, exist_ok=True)

full = pd.read_parquet(src)
tr, te = train_test_split(
    full, test_size=cfg["test_size"], random_state=cfg["seed"], stratify=full["fault_type"]
)
tr.to_parquet(dst / "train.parquet", index=False)
te.to_parquet(dst / "test.parquet", index=False)
