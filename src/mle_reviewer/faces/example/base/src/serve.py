"""Score one customer with the trained model."""

from functools import cache

import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

from src.features import build_features

app = FastAPI(title="churn")


class Customer(BaseModel):
    """A customer as the billing system knows one today."""

    plan: str
    region: str
    tenure_days: int
    minutes_90d: float | None = None
    tickets_90d: float | None = None
    monthly_fee: float | None = None


@cache
def load_model():
    return joblib.load("models/churn.joblib")


@app.post("/score")
def score(customer: Customer):
    """Return the probability that the customer leaves within 90 days."""
    features = build_features(pd.DataFrame([customer.model_dump()]))
    return {"churn": float(load_model().predict_proba(features)[0, 1])}
