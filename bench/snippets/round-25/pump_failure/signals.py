"""Shared by training and the nightly scoring job. One row per pump overhaul."""
import pandas as pd

CHANNELS = [
    "rms_velocity", "kurtosis", "crest_factor", "bearing_temp", "motor_current",
    "suction_pressure", "discharge_pressure", "running_hours",
]


def read_batch(path):
    batch = pd.read_csv(path).drop_duplicates("pump_id").set_index("pump_id")
    batch["pressure_ratio"] = batch["discharge_pressure"] / batch["suction_pressure"].clip(lower=0.1)
    return batch


def columns():
    return CHANNELS + ["pressure_ratio"]
