"""Hives of one apiary share weather and mites, so apiaries stay together."""
import sys
from pathlib import Path

import pandas as pd
from sklearn.model_selection import GroupShuffleSplit


def main(raw, work):
    hives = pd.read_csv(raw).drop_duplicates(subset="hive")
    splitter = GroupShuffleSplit(n_splits=1, test_size=0.3, random_state=44)
    a, b = next(splitter.split(hives, groups=hives["apiary"]))
    Path(work).mkdir(exist_ok=True)
    hives.iloc[a].to_csv(f"{work}/train.csv", index=False)
    hives.iloc[b].to_csv(f"{work}/test.csv", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
