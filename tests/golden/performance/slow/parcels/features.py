"""Features of parcels."""

import pandas as pd


def density(parcel):
    if parcel["volume"] == 0:
        return 0.0
    return parcel["weight"] / parcel["volume"]


def build(path: str) -> pd.DataFrame:
    parcels = pd.read_csv(path)
    parcels["density"] = parcels.apply(density, axis=1)  # planted: computed-row-by-row
    return parcels


def late_ones(parcels: pd.DataFrame) -> pd.DataFrame:
    late = pd.DataFrame()
    for _, parcel in parcels.iterrows():
        if parcel["arrived"] > parcel["promised"]:
            late = pd.concat([late, parcel.to_frame().T])  # planted: table-grown-in-loop
    return late
