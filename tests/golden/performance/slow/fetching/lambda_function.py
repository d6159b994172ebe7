"""Scores one parcel where a platform calls it."""

import boto3
import joblib

store = boto3.client("s3")


def lambda_handler(event, context):
    store.download_file("parcel-models", "late.joblib", "/tmp/late.joblib")  # planted: fetched-for-each-request
    model = joblib.load("/tmp/late.joblib")  # planted: model-loaded-per-request
    risk = float(model.predict_proba([[event["weight"], event["distance"]]])[0, 1])
    return {"risk": risk, "version": "7"}
