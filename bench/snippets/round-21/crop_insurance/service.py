"""Tariff service: a list of contracts comes in, the expected claims go out."""
from contextlib import asynccontextmanager

import joblib
import pandas as pd
from fastapi import FastAPI, Request
from pydantic import BaseModel

from fit import AMOUNTS, CODES, MODEL_FILE, PLACE


class Contract(BaseModel):
    contract_no: str
    area_ha: float
    insured_eur_ha: float
    slope_deg: float | None = None
    elevation_m: float | None = None
    hail_days_10y: float | None = None
    crop: str
    cover: str
    municipality: str


@asynccontextmanager
async def lifespan(app):
    app.state.pipeline = joblib.load(MODEL_FILE)
    yield


app = FastAPI(title="hail tariff", lifespan=lifespan)


@app.post("/expected-claims")
def expected_claims(contracts: list[Contract], request: Request):
    table = pd.DataFrame([c.model_dump() for c in contracts])
    table[AMOUNTS] = table[AMOUNTS].astype(float)
    claims = request.app.state.pipeline.predict(table[AMOUNTS + CODES + PLACE])
    return dict(zip(table["contract_no"], claims.clip(min=0).round(2).tolist()))
