"""Divide the cells once and for all."""
import sys
from pathlib import Path

import pandas as pd

if __name__ == "__main__":
    source, folder = sys.argv[1], Path(sys.argv[2])
    cells = pd.read_parquet(source).sample(frac=1.0, random_state=77)
    cut = int(0.75 * len(cells))
    cells.iloc[:cut].to_parquet(folder / "train.parquet", index=False)
    cells.iloc[cut:].to_parquet(folder / "test.parquet", index=False)
