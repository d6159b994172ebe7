"""Scores one parcel where a platform calls it."""

import boto3
import joblib

boto3.client("s3").download_file("parcel-models", "late.joblib", "/tmp/late.joblib")
model = joblib.load("/tmp/late.joblib")


def lambda_handler(event, context):
    risk = float(model.predict_proba([[event["weight"], event["distance"]]])[0, 1])
    return {"risk": risk, "version": "7"}
