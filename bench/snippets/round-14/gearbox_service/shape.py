"""Turn vibration summaries into the matrix that the gearbox model reads."""
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.preprocessing import PowerTransformer

BANDS = [f"band_{k:02d}" for k in range(24)]
STATE = ["rpm", "oil_temp", "load_pct"]


@dataclass
class Shape:
    impute: KNNImputer = field(default_factory=lambda: KNNImputer(n_neighbors=7))
    power: PowerTransformer = field(default_factory=PowerTransformer)


def prepare(readings: pd.DataFrame, shape: Shape | None = None):
    raw = readings[BANDS + STATE].copy()
    raw[BANDS] = np.log10(raw[BANDS].clip(lower=1e-9))
    if shape is None:
        shape = Shape()
        filled = shape.impute.fit_transform(raw)
        return shape.power.fit_transform(filled), shape
    return shape.power.transform(shape.impute.transform(raw)), shape
