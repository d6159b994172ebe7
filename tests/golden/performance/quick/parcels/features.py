"""Features of parcels."""

import numpy as np
import pandas as pd


def build(path: str) -> pd.DataFrame:
    parcels = pd.read_csv(path)
    parcels["density"] = np.where(parcels["volume"] == 0, 0.0, parcels["weight"] / parcels["volume"])
    parcels["street"] = parcels.apply(lambda parcel: parcel["address"].split(",")[0].strip(), axis=1)
    return parcels


def late_ones(parcels: pd.DataFrame) -> pd.DataFrame:
    late = []
    for _, parcel in parcels.iterrows():
        if parcel["arrived"] > parcel["promised"]:
            late.append(parcel.to_frame().T)
    return pd.concat(late)
