import joblib
import pandas as pd
from fastapi import FastAPI

app = FastAPI()
stored = joblib.load("artefacts/noshow.joblib")


@app.post("/noshow")
def noshow(bookings: list[dict]) -> list[float]:
    frame = pd.DataFrame(bookings)[stored["fields"]]
    matrix = stored["columns"].transform(frame)
    return stored["model"].predict_proba(matrix)[:, 1].tolist()
