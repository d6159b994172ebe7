import pandas as pd
from sklearn.model_selection import GroupShuffleSplit

strips = pd.read_csv("data/strips.csv").drop_duplicates()
by_coil = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=35)
train_idx, test_idx = next(by_coil.split(strips, groups=strips["coil_id"]))
strips.iloc[train_idx].to_csv("data/train.csv", index=False)
strips.iloc[test_idx].to_csv("data/test.csv", index=False)
