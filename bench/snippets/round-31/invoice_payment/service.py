import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

from columns import CATEGORY, NUMERIC

app = FastAPI()
model = joblib.load("model/payment.joblib")


class Invoice(BaseModel):
    amount: float
    terms_days: int
    issue_month: int
    sector: str
    country: str
    currency: str


@app.post("/days")
def days(invoices: list[Invoice]):
    frame = pd.DataFrame([i.model_dump() for i in invoices])
    return {"days": model.predict(frame[NUMERIC + CATEGORY]).round(1).tolist()}
