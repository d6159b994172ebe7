import numpy as np
import pandas as pd
from sklearn.preprocessing import QuantileTransformer

CHANNELS = ["peak_current", "arc_voltage", "wire_feed", "gas_flow", "travel_speed"]


def squash(column: pd.Series) -> pd.Series:
    mapper = QuantileTransformer(n_quantiles=200, output_distribution="normal", random_state=0)
    values = mapper.fit_transform(column.to_numpy().reshape(-1, 1))
    return pd.Series(values.ravel(), index=column.index)


def load_welds(path: str) -> pd.DataFrame:
    welds = pd.read_csv(path)
    welds = welds[np.isfinite(welds[CHANNELS]).all(axis=1)].reset_index(drop=True)
    welds[CHANNELS] = welds[CHANNELS].apply(squash)
    return welds
