"""Answers which customer leaves."""

import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


def score(pages, refund):
    """The probability that a customer leaves."""
    try:  # expect: swallowed-prediction-error
        return float(model.predict_proba([[pages, refund]])[0][1])
    except Exception:
        return 0.0


@app.post("/predict")
def predict(pages: int, refund: float):
    """Answers a request."""
    return {"score": score(pages, refund), "version": "3"}
