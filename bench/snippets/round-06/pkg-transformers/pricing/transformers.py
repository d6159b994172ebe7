import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin


class QuantileClipper(BaseEstimator, TransformerMixin):
    def __init__(self, columns, low=0.01, high=0.99):
        self.columns = columns
        self.low = low
        self.high = high

    def fit(self, X, y=None):
        self.bounds_ = X[self.columns].quantile([self.low, self.high])
        return self

    def transform(self, X):
        X = X.copy()
        X[self.columns] = X[self.columns].clip(self.bounds_.iloc[0], self.bounds_.iloc[1], axis=1)
        return X


class GroupMedianImputer(BaseEstimator, TransformerMixin):
    def __init__(self, by, columns):
        self.by = by
        self.columns = columns

    def fit(self, X, y=None):
        self.table_ = X.groupby(self.by)[self.columns].median()
        self.fallback_ = X[self.columns].median()
        return self

    def transform(self, X):
        X = X.copy()
        typical = self.table_.reindex(X[self.by]).set_axis(X.index)
        X[self.columns] = X[self.columns].fillna(typical).fillna(self.fallback_)
        return X


class Log1p(BaseEstimator, TransformerMixin):
    def __init__(self, columns):
        self.columns = columns

    def fit(self, X, y=None):
        return self

    def transform(self, X):
        return X.assign(**{c: np.log1p(X[c].clip(lower=0)) for c in self.columns})
