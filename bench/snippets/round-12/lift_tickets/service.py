import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

from columns import tidy

app = FastAPI()
model = joblib.load("model.joblib")


class Guest(BaseModel):
    age: float | None = None
    group_size: float
    nights: float
    distance_km: float
    lessons: float | None = None
    origin: str
    lodging: str
    ticket: str


@app.post("/score")
def score(guests: list[Guest]):
    frame = pd.DataFrame([g.model_dump() for g in guests]).astype({"age": float, "lessons": float})
    chance = model.predict_proba(tidy(frame))[:, 1]
    return {"chance": chance.round(4).tolist()}
