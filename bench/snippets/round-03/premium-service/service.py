from contextlib import asynccontextmanager

import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

from train import ARTEFACT, CAT, NUM

state = {}


@asynccontextmanager
async def lifespan(app: FastAPI):
    state["model"] = joblib.load(ARTEFACT)
    yield
    state.clear()


app = FastAPI(lifespan=lifespan)


class Policy(BaseModel):
    engine_cc: int
    driver_age: int
    annual_km: int
    body: str
    use: str


@app.post("/premiums")
def premiums(policies: list[Policy]) -> list[float]:
    frame = pd.DataFrame([p.model_dump() for p in policies])
    return state["model"].predict(frame[NUM + CAT]).round(2).tolist()
