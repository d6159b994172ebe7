"""Vats of one vintage; vats from the same plot go to the same side."""
from pathlib import Path

import pandas as pd
import yaml
from sklearn.model_selection import GroupShuffleSplit


def main():
    params = yaml.safe_load(Path("params.yaml").read_text())["partition"]
    vats = pd.read_csv("data/vats.csv").drop_duplicates("vat").reset_index(drop=True)
    vats["side"] = "train"
    for side in ("test", "val"):
        free = vats.index[vats["side"] == "train"]
        splitter = GroupShuffleSplit(1, test_size=params[side], random_state=params["seed"])
        _, picked = next(splitter.split(free, groups=vats.loc[free, "plot"]))
        vats.loc[free[picked], "side"] = side
    print(vats.groupby("side")["plot"].agg(["size", "nunique"]))
    Path("work").mkdir(exist_ok=True)
    vats.to_parquet("work/vats.parquet")


if __name__ == "__main__":
    main()
