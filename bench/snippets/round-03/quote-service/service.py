import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

from train import CAT, NUM

app = FastAPI()
model = joblib.load("premium.joblib")


class Quote(BaseModel):
    engine_cc: int
    driver_age: int
    annual_km: int
    body: str
    use: str


@app.post("/premiums")
def premiums(quotes: list[Quote]) -> list[float]:
    frame = pd.DataFrame([q.model_dump() for q in quotes])
    num = pd.DataFrame(StandardScaler().fit_transform(frame[NUM]), columns=NUM)
    cat = pd.DataFrame(OrdinalEncoder().fit_transform(frame[CAT]), columns=CAT)
    return model.predict(pd.concat([num, cat], axis=1)).round(2).tolist()
