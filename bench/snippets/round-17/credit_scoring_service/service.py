import joblib
import pandas as pd
from fastapi import FastAPI, UploadFile

from preprocess import Preprocessor

app = FastAPI()
model = joblib.load("model.joblib")


@app.post("/score")
def score(batch: UploadFile):
    frame = pd.read_csv(batch.file)
    prep = Preprocessor()
    matrix = prep.fit_transform(frame)
    frame["risk"] = model.predict_proba(matrix)[:, 1]
    return frame[["loan_id", "risk"]].to_dict(orient="records")
