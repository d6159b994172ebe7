import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix


def read_plays(path):
    plays = pd.read_parquet(path, columns=["listener", "show", "played_at"])
    plays = plays.sort_values("played_at").drop_duplicates(["listener", "show"])
    often = plays.groupby("listener")["show"].transform("size") >= 5
    plays = plays[often].copy()
    plays["row"] = plays["listener"].astype("category").cat.codes
    plays["col"] = plays["show"].astype("category").cat.codes
    return plays


def divide(plays):
    """Newest show of each listener, the one before it, and all older ones."""
    newest_first = plays.groupby("row")["played_at"].rank(method="first", ascending=False)
    return plays[newest_first > 2], plays[newest_first == 2], plays[newest_first == 1]


def matrix(plays, shape):
    ones = np.ones(len(plays), dtype=np.float32)
    return csr_matrix((ones, (plays["row"], plays["col"])), shape=shape)
