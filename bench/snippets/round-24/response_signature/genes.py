"""Ranking of genes by how well they separate responders."""
import numpy as np
import pandas as pd
from scipy.stats import mannwhitneyu


def log_counts(counts: pd.DataFrame) -> pd.DataFrame:
    per_million = counts.div(counts.sum(axis=1), axis=0) * 1e6
    return np.log2(per_million + 1.0)


def rank_genes(expr: pd.DataFrame, responder: pd.Series) -> pd.Series:
    yes = expr.loc[responder == 1]
    no = expr.loc[responder == 0]
    p_values = {}
    for gene in expr.columns:
        p_values[gene] = mannwhitneyu(yes[gene], no[gene]).pvalue
    return pd.Series(p_values).sort_values()
