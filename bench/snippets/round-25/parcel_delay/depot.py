"""Access to the shipment table."""
import pandas as pd
from sklearn.model_selection import train_test_split

TABLE = "shipments.parquet"
INPUTS = ["weight_kg", "volume_l", "distance_km", "stops", "is_express", "hub_load", "rural"]
LATE = "late"


def shipments():
    table = pd.read_parquet(TABLE, columns=["shipment_id"] + INPUTS + [LATE])
    return table.drop_duplicates("shipment_id").set_index("shipment_id")


def partition(share=0.2):
    table = shipments()
    return train_test_split(table[INPUTS], table[LATE], test_size=share, stratify=table[LATE])
