import numpy as np

NUMBERS = ["age", "group_size", "nights", "distance_km", "lessons"]
CODES = ["origin", "lodging", "ticket"]


def tidy(frame):
    """Row-wise clean-up used by training and by the service."""
    out = frame.copy()
    out["distance_km"] = np.log1p(out["distance_km"].clip(lower=0))
    out["ticket"] = out["ticket"].str.strip().str.lower()
    out["lessons"] = out["lessons"].fillna(0)
    return out[NUMBERS + CODES]
