"""Parcel measurements from the sorting hub."""
import pandas as pd
from sklearn.model_selection import train_test_split

INPUTS = ["belt_weight_g", "scan_len_mm", "scan_wid_mm", "scan_hei_mm", "label_count", "tape_share"]


def read_parcels(path="hub/parcels.parquet"):
    parcels = pd.read_parquet(path).drop_duplicates("barcode")
    return parcels.dropna(subset=INPUTS + ["volume_l"])


def parts(path="hub/parcels.parquet"):
    parcels = read_parcels(path)
    return train_test_split(parcels, test_size=0.2)
