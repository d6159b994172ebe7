"""Column treatments shared by the application and behavioural scorecards."""
import numpy as np
import pandas as pd
from sklearn.preprocessing import PowerTransformer

MONEY = ["income", "requested_amount", "existing_debt", "savings"]
COUNTS = ["open_lines", "inquiries_6m", "dependants"]


def gaussianise(col):
    values = col.to_numpy(dtype=float).reshape(-1, 1)
    shaped = PowerTransformer(method="yeo-johnson").fit_transform(values)
    return pd.Series(shaped.ravel(), index=col.index)


def log_counts(col):
    return np.log1p(col.clip(lower=0))


def treat(frame):
    frame = frame.copy()
    frame[MONEY] = frame[MONEY].apply(gaussianise)
    frame[COUNTS] = frame[COUNTS].apply(log_counts)
    return frame
