import joblib
import pandas as pd
from fastapi import FastAPI

app = FastAPI()
bundle = joblib.load("lapse.joblib")


@app.post("/score")
def score(rows: list[dict]):
    df = pd.DataFrame(rows)
    x = bundle["encoder"].transform(df)
    return {"p": bundle["model"].predict_proba(x)[:, 1].round(4).tolist()}
