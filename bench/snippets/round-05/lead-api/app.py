from contextlib import asynccontextmanager

import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

from model import NOMINAL, NUMERIC

state = {}


@asynccontextmanager
async def lifespan(app: FastAPI):
    state["model"] = joblib.load("lead_model.joblib")
    yield
    state.clear()


app = FastAPI(lifespan=lifespan)


class Lead(BaseModel):
    employees: int
    page_views: int
    days_since_contact: int
    industry: str
    source: str


@app.post("/rank")
async def rank(leads: list[Lead]):
    frame = pd.DataFrame([lead.model_dump() for lead in leads])
    scores = state["model"].predict_proba(frame[NUMERIC + NOMINAL])[:, 1]
    return [{"position": int(i), "score": float(scores[i])} for i in scores.argsort()[::-1]]
