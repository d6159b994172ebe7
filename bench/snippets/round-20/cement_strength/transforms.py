import numpy as np
from sklearn.preprocessing import PowerTransformer, QuantileTransformer

SKEWED = {"slag", "fly_ash", "superplasticizer"}


def gaussianise(column):
    if column.name in SKEWED:
        tool = QuantileTransformer(n_quantiles=100, output_distribution="normal")
    else:
        tool = PowerTransformer()
    values = column.to_numpy(dtype=float).reshape(-1, 1)
    return tool.fit_transform(values).ravel()


def water_ratio(frame):
    return np.log1p(frame["water"] / frame["cement"])
