"""Column treatments shared by the mix-design models."""
import pandas as pd
from sklearn.preprocessing import PowerTransformer

BINDERS = ["cement", "slag", "fly_ash"]
FLUIDS = ["water", "superplasticizer"]
AGGREGATES = ["coarse", "fine"]


def gaussianise(column):
    values = column.to_numpy().reshape(-1, 1)
    shaped = PowerTransformer(method="yeo-johnson").fit_transform(values)
    return pd.Series(shaped.ravel(), index=column.index, name=column.name)


def mix_table(batches):
    table = batches[BINDERS + FLUIDS + AGGREGATES].copy()
    table["water_binder"] = batches["water"] / batches[BINDERS].sum(axis=1)
    table["age_days"] = batches["age_days"]
    return table.apply(gaussianise)
