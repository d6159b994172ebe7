"""Scores all parcels of a night."""

import joblib
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from parcels.features import build


def tone(complaint):
    tokenizer = AutoTokenizer.from_pretrained("acme/complaints")  # planted: model-loaded-in-loop
    model = AutoModelForSequenceClassification.from_pretrained("acme/complaints")  # planted: model-loaded-in-loop
    return model(**tokenizer(complaint, return_tensors="pt")).logits.argmax().item()


def night(path: str, target: str) -> None:
    model = joblib.load("late.joblib")
    parcels = build(path)
    parcels["tone"] = parcels["complaint"].apply(tone)
    risks = []
    for _, parcel in parcels.iterrows():
        risks.append(model.predict_proba([[parcel["density"], parcel["tone"]]])[0, 1])  # planted: predicted-row-by-row
    parcels["risk"] = risks
    parcels.to_parquet(target)


if __name__ == "__main__":
    night("parcels.csv", "risks.parquet")
