"""Separate the tree inventory by street, trees of one street stay together."""
import sys
from pathlib import Path

import pandas as pd
from sklearn.model_selection import GroupShuffleSplit


def main(source, folder):
    trees = pd.read_csv(source).drop_duplicates("tree_id")
    trees = trees[trees["felled_within_5y"].notna()]
    streets = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=61)
    learn, judge = next(streets.split(trees, groups=trees["street"]))
    out = Path(folder)
    out.mkdir(exist_ok=True)
    trees.iloc[learn].to_csv(out / "learn.csv", index=False)
    trees.iloc[judge].to_csv(out / "judge.csv", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
