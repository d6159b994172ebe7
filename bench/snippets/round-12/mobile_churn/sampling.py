import pandas as pd
from sklearn.utils import resample


def even_out(frame, label, seed):
    """Bring every class to the size of the most frequent one."""
    size = frame[label].value_counts().max()
    parts = []
    for _, part in frame.groupby(label):
        if len(part) < size:
            part = resample(part, replace=True, n_samples=size, random_state=seed)
        parts.append(part)
    return pd.concat(parts).sample(frac=1.0, random_state=seed).reset_index(drop=True)
