import numpy as np


def standardise(frame, columns):
    out = frame.copy()
    for name in columns:
        values = out[name].astype(float)
        out[name] = (values - values.mean()) / values.std(ddof=0)
    return out


def log_columns(frame, columns):
    return frame.assign(**{c: np.log1p(frame[c]) for c in columns})
