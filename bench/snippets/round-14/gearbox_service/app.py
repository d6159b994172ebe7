import joblib
import pandas as pd
from fastapi import FastAPI

from shape import prepare

app = FastAPI()
stored = joblib.load("gearbox.joblib")


@app.post("/wear")
def wear(readings: list[dict]):
    x, _ = prepare(pd.DataFrame(readings), stored["shape"])
    return {"worn": stored["forest"].predict_proba(x)[:, 1].round(4).tolist()}
