"""HTTP service: probes of one farm send their readings, water content comes back."""
from functools import lru_cache

import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel
from sklearn.preprocessing import StandardScaler

from train import BANDS

app = FastAPI(title="soil moisture")


class Reading(BaseModel):
    probe: str
    permittivity: float
    conductivity: float
    soil_temp: float
    clay_pct: float
    sand_pct: float


@lru_cache(maxsize=1)
def regressor():
    return joblib.load("soil_svr.joblib")


def as_inputs(readings):
    table = pd.DataFrame([r.model_dump() for r in readings])
    scaled = StandardScaler().fit_transform(table[BANDS])
    return table["probe"].tolist(), scaled


@app.post("/moisture")
def moisture(readings: list[Reading]):
    probes, scaled = as_inputs(readings)
    water = regressor().predict(scaled)
    return {probe: round(float(w), 2) for probe, w in zip(probes, water)}
