"""Plates are inspected once each; keep a quarter for the final figures."""
import sys
from pathlib import Path

import pandas as pd
from sklearn.model_selection import train_test_split

if __name__ == "__main__":
    source, folder = sys.argv[1], Path(sys.argv[2])
    plates = pd.read_csv(source).drop_duplicates("plate_no").drop(columns="plate_no")
    train, test = train_test_split(plates, test_size=0.25, stratify=plates["fault"], random_state=60)
    train.to_csv(folder / "train.csv", index=False)
    test.to_csv(folder / "test.csv", index=False)
