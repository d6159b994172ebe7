"""Divide the coffee lots by farm, so that a farm stays in one part."""
from pathlib import Path

import pandas as pd
from sklearn.model_selection import GroupShuffleSplit


def cut(table, share, seed):
    splitter = GroupShuffleSplit(1, test_size=share, random_state=seed)
    big, small = next(splitter.split(table, groups=table["farm_id"]))
    return table.iloc[big], table.iloc[small]


def main():
    lots = pd.read_csv("raw/lots.csv").drop_duplicates("lot_id")
    rest, final = cut(lots, 0.2, 1)
    fit, tune = cut(rest, 0.2, 1)
    Path("parts").mkdir(exist_ok=True)
    for name, part in {"fit": fit, "tune": tune, "final": final}.items():
        part.to_parquet(f"parts/{name}.parquet")


if __name__ == "__main__":
    main()
