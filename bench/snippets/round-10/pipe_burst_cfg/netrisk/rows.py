import pandas as pd
from sklearn.model_selection import GroupShuffleSplit


def load(cfg) -> pd.DataFrame:
    df = pd.read_csv(cfg["data"]["path"])
    return df.dropna(subset=[cfg["data"]["target"]])


def divide(df, cfg):
    s = cfg["split"]
    gss = GroupShuffleSplit(n_splits=1, test_size=s["test_size"], random_state=s["seed"])
    a, b = next(gss.split(df, groups=df[cfg["data"]["group"]]))
    return df.iloc[a], df.iloc[b]
