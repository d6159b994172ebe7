"""Answers how likely a parcel is late."""

import joblib
import pandas as pd
import requests
from fastapi import FastAPI
from pydantic import BaseModel
from transformers import AutoModelForSequenceClassification, AutoTokenizer

app = FastAPI()
tokenizer = AutoTokenizer.from_pretrained("acme/complaints")  # planted: model-fetched-at-start
tones = AutoModelForSequenceClassification.from_pretrained("acme/complaints")
urgency = joblib.load("urgency.joblib")
asked = []


@app.post("/late")
def late(depot: str, weight: float, complaint: str):
    model = joblib.load("late.joblib")  # planted: model-loaded-per-request
    depots = pd.read_csv("data/depots.csv")  # planted: file-read-again-each-time
    distance = depots.loc[depots["name"] == depot, "distance"].iloc[0]
    storm = requests.get("https://weather.example/storm").json()["level"]  # planted: call-without-timeout
    risk = float(model.predict_proba([[weight, distance, storm]])[0, 1])
    asked.append({"depot": depot, "risk": risk})  # planted: grows-with-each-request
    return {"risk": risk, "version": "7"}


@app.post("/tone")
def tone(complaint: str):
    answer = tones(**tokenizer(complaint, return_tensors="pt")).logits.argmax()
    return {"tone": int(answer), "version": "3"}


class Parcel(BaseModel):
    weight: float
    days: float


@app.post("/urgency")
async def urgent(parcels: list[Parcel]):
    rows = [[parcel.weight, parcel.days] for parcel in parcels]
    return {"urgency": urgency.predict(rows).tolist(), "version": "2"}  # planted: event-loop-blocked
