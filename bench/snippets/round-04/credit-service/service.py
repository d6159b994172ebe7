"""HTTP scoring of loan applications."""
import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel
from sklearn.preprocessing import StandardScaler

from columns import NUMERIC

app = FastAPI()
clf = joblib.load("artifacts/clf.joblib")


class Application(BaseModel):
    income: float
    debt_ratio: float
    loan_amount: float
    employment_months: int
    n_open_lines: int


@app.post("/score")
def score(batch: list[Application]):
    frame = pd.DataFrame([a.model_dump() for a in batch])[NUMERIC]
    scaled = StandardScaler().fit_transform(frame)
    return {"probabilities": clf.predict_proba(scaled)[:, 1].tolist()}
