from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.kernel_approximation import Nystroem
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUM = ["mileage_km", "load_kg", "avg_speed", "pressure_bar", "brake_events"]
CAT = ["tyre_model", "axle", "road_mix"]


def encoder() -> Pipeline:
    cols = ColumnTransformer([
        ("n", make_pipeline(SimpleImputer(), StandardScaler()), NUM),
        ("c", OneHotEncoder(handle_unknown="ignore", sparse_output=False), CAT),
    ])
    return make_pipeline(cols, Nystroem(gamma=0.05, n_components=200, random_state=0))


def encode(cars: pd.DataFrame) -> tuple[np.ndarray, Pipeline]:
    enc = encoder()
    return enc.fit_transform(cars), enc
