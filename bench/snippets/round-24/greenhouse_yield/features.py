import numpy as np
import pandas as pd
from sklearn.preprocessing import OrdinalEncoder, RobustScaler

CLIMATE = ["mean_temp", "mean_humidity", "co2_ppm", "light_sum", "ec_ms"]
KINDS = ["cultivar", "substrate"]


def matrix(trays: pd.DataFrame) -> np.ndarray:
    climate = RobustScaler().fit_transform(trays[CLIMATE])
    kinds = OrdinalEncoder().fit_transform(trays[KINDS])
    return np.hstack([climate, kinds])
