import pandas as pd
import yaml
from sklearn.model_selection import GroupShuffleSplit

cfg = yaml.safe_load(open("params.yaml"))["split"]
assays = pd.read_csv("data/assays.csv")
gss = GroupShuffleSplit(n_splits=1, test_size=cfg["share"], random_state=cfg["seed"])
ia, ib = next(gss.split(assays, groups=assays[cfg["by"]]))
assays.iloc[ia].to_csv("work/a.csv", index=False)
assays.iloc[ib].to_csv("work/b.csv", index=False)
