"""Column helpers shared by the trait models."""
import numpy as np
import pandas as pd
from scipy.stats import rankdata

MEASURED = ["sla", "ldmc", "leaf_n", "leaf_p", "height_cm", "seed_mass_mg"]


def log_positive(col: pd.Series) -> pd.Series:
    return np.log1p(col.clip(lower=0))


def to_scores(col: pd.Series) -> pd.Series:
    """Ranks scaled to (0, 1), robust to the long right tails of the traits."""
    ranks = rankdata(col.to_numpy(), method="average")
    return pd.Series(ranks / (len(col) + 1), index=col.index, name=col.name)


def tidy(frame: pd.DataFrame) -> pd.DataFrame:
    out = frame.copy()
    out[MEASURED] = out[MEASURED].apply(log_positive)
    out[MEASURED] = out[MEASURED].apply(to_scores)
    return out
