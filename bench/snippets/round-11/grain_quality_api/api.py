from contextlib import asynccontextmanager

import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

from fields import NOMINAL, NUMERIC

state = {}


class Sample(BaseModel):
    moisture: float
    hectolitre_kg: float
    falling_number: float | None = None
    impurities_pct: float
    kernel_mm: float
    variety: str
    harvest_region: str
    dryer_type: str = "none"


@asynccontextmanager
async def lifespan(app):
    state["pipeline"] = joblib.load("artifacts/grade.joblib")
    yield
    state.clear()


app = FastAPI(lifespan=lifespan)


@app.post("/grade")
def grade(samples: list[Sample]):
    frame = pd.DataFrame([sample.model_dump() for sample in samples])
    columns, model = state["pipeline"][:-1], state["pipeline"][-1]
    ready = columns.transform(frame[NUMERIC + NOMINAL])
    return {"grade": model.predict(ready).tolist(), "share": model.predict_proba(ready).max(axis=1).tolist()}
