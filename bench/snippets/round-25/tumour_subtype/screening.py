"""Shrink the expression matrix before modelling."""
import numpy as np
import pandas as pd
from sklearn.feature_selection import f_classif


def log_cpm(counts: pd.DataFrame) -> pd.DataFrame:
    depth = counts.sum(axis=1)
    return np.log2(counts.div(depth, axis=0) * 1e6 + 1)


def differential_panel(expr: pd.DataFrame, subtype: pd.Series, size: int) -> list:
    stat, _ = f_classif(expr.to_numpy(), subtype.to_numpy())
    ranking = pd.Series(stat, index=expr.columns).fillna(0).sort_values(ascending=False)
    return ranking.head(size).index.tolist()
