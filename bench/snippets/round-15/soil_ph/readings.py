"""Probe readings, shared by the two scripts."""
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OrdinalEncoder, QuantileTransformer

PROBES = ["ec_ms", "moisture", "nitrate", "potassium"]
PLACE = ["texture", "crop"]


def read(path):
    frame = pd.read_csv(path)
    frame["n_k"] = np.log1p(frame["nitrate"]) - np.log1p(frame["potassium"])
    return frame


def make_transformer():
    return ColumnTransformer([
        ("probes", QuantileTransformer(n_quantiles=50, random_state=0), PROBES + ["n_k"]),
        ("place", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), PLACE),
    ])
