from collections.abc import Sequence

import pandas as pd


class RateTable:
    """Smoothed delay rate per level of a categorical column."""

    def __init__(self, column: str, strength: float = 30.0):
        self.column = column
        self.strength = strength
        self.prior = None
        self.rates = None

    def learn(self, frame: pd.DataFrame, outcome: str) -> "RateTable":
        stats = frame.groupby(self.column)[outcome].agg(["sum", "count"])
        self.prior = frame[outcome].mean()
        self.rates = (stats["sum"] + self.strength * self.prior) / (stats["count"] + self.strength)
        return self

    def lookup(self, frame: pd.DataFrame) -> pd.Series:
        return frame[self.column].map(self.rates).fillna(self.prior)


def add_rates(frame: pd.DataFrame, columns: Sequence[str], outcome: str) -> pd.DataFrame:
    out = frame.copy()
    for column in columns:
        table = RateTable(column).learn(out, outcome)
        out[f"{column}_rate"] = table.lookup(out)
    return out.drop(columns=list(columns))
