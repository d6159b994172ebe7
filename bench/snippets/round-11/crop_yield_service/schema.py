import numpy as np

NUMERIC = ["ndvi_june", "rain_mm", "gdd", "soil_n", "sowing_doy"]
NOMINAL = ["variety", "soil_type"]


def stack(scaler, encoder, fields):
    return np.hstack([scaler.transform(fields[NUMERIC]), encoder.transform(fields[NOMINAL])])
