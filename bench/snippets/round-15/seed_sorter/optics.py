"""Colour and shape of single seeds, relative to what is usual for the variety."""
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin

COLUMNS = ["area_px", "roundness", "red", "green", "blue"]


class VarietyCentred(BaseEstimator, TransformerMixin):
    def __init__(self, columns=COLUMNS):
        self.columns = columns

    def fit(self, X, y=None):
        groups = X.groupby("variety")[list(self.columns)]
        self.centre_ = groups.median()
        self.spread_ = groups.std().replace(0, 1.0)
        self.any_centre_ = X[list(self.columns)].median()
        self.any_spread_ = X[list(self.columns)].std()
        return self

    def transform(self, X):
        out = pd.DataFrame(index=X.index)
        for col in self.columns:
            centre = X["variety"].map(self.centre_[col]).fillna(self.any_centre_[col])
            spread = X["variety"].map(self.spread_[col]).fillna(self.any_spread_[col])
            out[col] = (X[col] - centre) / spread
        return out
