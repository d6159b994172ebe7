"""Column shaping shared by the soil models."""
import pandas as pd
from sklearn.preprocessing import QuantileTransformer


def to_normal(column: pd.Series) -> pd.Series:
    """Map a skewed lab value onto a standard normal scale."""
    qt = QuantileTransformer(n_quantiles=200, output_distribution="normal", random_state=0)
    shaped = qt.fit_transform(column.to_numpy().reshape(-1, 1))
    return pd.Series(shaped.ravel(), index=column.index, name=column.name)


def add_ratios(cores: pd.DataFrame) -> pd.DataFrame:
    cores = cores.copy()
    cores["c_to_clay"] = cores["organic_c"] / (cores["clay_pct"] + 1.0)
    cores["sand_silt"] = cores["sand_pct"] - cores["silt_pct"]
    return cores
