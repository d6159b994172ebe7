from typing import NamedTuple

import numpy as np
import pandas as pd
from sklearn.linear_model import HuberRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


class Moments(NamedTuple):
    lo: pd.Series
    hi: pd.Series
    mean: pd.Series
    std: pd.Series


def moments(df: pd.DataFrame) -> Moments:
    lo, hi = df.quantile(0.01), df.quantile(0.99)
    kept = df.clip(lo, hi, axis=1)
    return Moments(lo, hi, kept.mean(), kept.std())


def normalise(col: pd.Series, m: Moments) -> pd.Series:
    c = col.name
    return (col.clip(m.lo[c], m.hi[c]) - m.mean[c]) / m.std[c]


flats = pd.read_csv("listings.csv").drop_duplicates("listing")
flats = flats.assign(
    rooms_per_m2=flats["rooms"] / flats["area_m2"],
    top_floor=(flats["floor"] == flats["floors"]).astype(float),
)
cols = ["area_m2", "rooms", "floor", "build_year", "dist_centre_km", "rooms_per_m2", "top_floor"]
flats = flats.dropna(subset=cols + ["rent"])

F, G, rF, rG = train_test_split(flats[cols], np.log(flats["rent"]), test_size=0.2, random_state=71)
m = moments(F)
F = F.apply(normalise, m=m)
G = G.apply(normalise, m=m)

hub = HuberRegressor(max_iter=500).fit(F, rF)
print("MAE EUR", round(mean_absolute_error(np.exp(rG), np.exp(hub.predict(G))), 1))
