"""Features of a parcel at the moment it is accepted at the counter."""
import numpy as np
import pandas as pd

HOLIDAYS = pd.to_datetime(["2023-01-01", "2023-04-07", "2023-05-01", "2023-12-25", "2023-12-26"])


def hours_between(start, end):
    return (end - start).dt.total_seconds() / 3600.0


def route_features(parcels):
    return pd.DataFrame({
        "distance_km": parcels["distance_km"],
        "n_hubs": parcels["planned_hubs"].str.count(">") + 1,
        "cross_border": (parcels["origin_country"] != parcels["dest_country"]).astype(int),
        "weight_log": np.log1p(parcels["weight_kg"]),
    }, index=parcels.index)


def time_features(parcels):
    accepted = parcels["accepted_at"]
    return pd.DataFrame({
        "accept_hour": accepted.dt.hour,
        "accept_dow": accepted.dt.dayofweek,
        "near_holiday": accepted.dt.normalize().isin(HOLIDAYS).astype(int),
        "promise_hours": hours_between(accepted, parcels["promised_at"]),
        "network_hours": hours_between(accepted, parcels["delivered_at"]),
    }, index=parcels.index)


def build_features(parcels):
    return pd.concat([route_features(parcels), time_features(parcels)], axis=1)


def late_label(parcels):
    return (parcels["delivered_at"] > parcels["promised_at"]).astype(int)
