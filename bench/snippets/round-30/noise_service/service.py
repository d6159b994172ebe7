import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
prep, model = joblib.load("annoyance.joblib")


class Household(BaseModel):
    lden_db: float
    lnight_db: float
    events_70db: int | None = None
    window_class: int | None = None
    age: float | None = None
    years_at_address: float | None = None


@app.post("/annoyance")
def annoyance(households: list[Household]):
    frame = pd.DataFrame([h.model_dump() for h in households]).astype(float)
    return {"annoyance": model.predict(prep.apply(frame)).round(2).tolist()}
