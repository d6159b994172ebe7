from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Scale:
    centre: pd.Series
    spread: pd.Series

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Scale:
        return cls(frame.mean(), frame.std(ddof=0).replace(0, 1))

    def __call__(self, frame: pd.DataFrame) -> pd.DataFrame:
        out = frame.copy()
        out[self.centre.index] = (frame[self.centre.index] - self.centre) / self.spread
        return out
