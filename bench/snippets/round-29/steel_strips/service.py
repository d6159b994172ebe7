import joblib
import pandas as pd
from fastapi import FastAPI

app = FastAPI()
prep = joblib.load("artifacts/prep.joblib")
model = joblib.load("artifacts/model.joblib")


@app.post("/defect")
def defect(strip: dict):
    row = pd.DataFrame([strip])
    return {"defect": str(model.predict(prep.transform(row))[0])}
