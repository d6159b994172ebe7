from __future__ import annotations

import pandas as pd


class Encoder:
    """Medians, levels and ranges learned in fit(), applied in transform()."""

    def __init__(self, numeric: list[str], levels: list[str]):
        self.numeric, self.levels = numeric, levels

    def fit(self, df: pd.DataFrame) -> "Encoder":
        self.medians_ = df[self.numeric].median()
        self.stds_ = df[self.numeric].std().replace(0, 1)
        self.known_ = {c: sorted(df[c].dropna().unique()) for c in self.levels}
        return self

    def transform(self, df: pd.DataFrame) -> pd.DataFrame:
        num = (df[self.numeric].fillna(self.medians_) - self.medians_) / self.stds_
        parts = [num]
        for c, known in self.known_.items():
            parts.append(pd.get_dummies(pd.Categorical(df[c], categories=known), prefix=c).set_index(df.index))
        return pd.concat(parts, axis=1)
