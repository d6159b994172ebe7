"""Run once; the result is under version control."""
import json

import numpy as np
import pandas as pd
from sklearn.model_selection import GroupShuffleSplit

photos = pd.read_csv("photos.csv")
pos = np.arange(len(photos))
rest, test = next(GroupShuffleSplit(1, test_size=0.2, random_state=4).split(pos, groups=photos["site"]))
inner = GroupShuffleSplit(1, test_size=0.15, random_state=5)
a, b = next(inner.split(rest, groups=photos["site"].iloc[rest]))
json.dump({"train": rest[a].tolist(), "val": rest[b].tolist(), "test": test.tolist()}, open("split.json", "w"))
