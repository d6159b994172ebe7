import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
sorter = joblib.load("sorter.joblib")


class Seed(BaseModel):
    variety: str
    area_px: float
    roundness: float
    red: float
    green: float
    blue: float


@app.post("/quality")
def quality(seeds: list[Seed]):
    table = pd.DataFrame([s.model_dump() for s in seeds])
    ready = sorter["optics"].transform(table)
    return {"quality": sorter["net"].predict(ready).tolist()}
