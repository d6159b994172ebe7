"""Choice of the CpG sites that go onto the assay panel."""
import numpy as np
import pandas as pd
from scipy import stats


class SitePanel:
    def __init__(self, size=150, min_spread=0.02):
        self.size = size
        self.min_spread = min_spread
        self.sites = []

    def choose(self, beta: pd.DataFrame, case: pd.Series) -> "SitePanel":
        spread = beta.std(axis=0)
        beta = beta.loc[:, spread > self.min_spread]
        t, _ = stats.ttest_ind(beta[case == 1], beta[case == 0], axis=0, equal_var=False)
        order = np.argsort(-np.abs(t))[: self.size]
        self.sites = list(beta.columns[order])
        return self

    def view(self, beta: pd.DataFrame) -> pd.DataFrame:
        return beta[self.sites]
