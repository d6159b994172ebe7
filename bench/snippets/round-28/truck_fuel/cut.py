from pathlib import Path

import pandas as pd
from sklearn.model_selection import GroupShuffleSplit



def by_truck(trips, share):
    splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=16)
    keep, away = next(splitter.split(trips, groups=trips["truck"]))
    return trips.iloc[keep], trips.iloc[away]


trips = pd.read_csv("data/trips.csv").drop_duplicates("trip_id").reset_index(drop=True)
rest, test = by_truck(trips, 0.2)
train, val = by_truck(rest, 0.2)

folder = Path("data/cut")
folder.mkdir(parents=True, exist_ok=True)
for name, part in {"train": train, "val": val, "test": test}.items():
    part.to_parquet(folder / f"{name}.parquet")
