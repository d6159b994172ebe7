import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel
from sklearn.preprocessing import StandardScaler

from schema import CATEGORICAL, NUMERIC

app = FastAPI(title="scorecard")
bundle = joblib.load("scorecard.joblib")


class Application(BaseModel):
    income: float
    debt_ratio: float
    age: int
    months_at_address: int
    residence: str
    contract: str


def to_matrix(rows: pd.DataFrame) -> pd.DataFrame:
    num = pd.DataFrame(StandardScaler().fit_transform(rows[NUMERIC]), columns=NUMERIC)
    cat = pd.get_dummies(rows[CATEGORICAL])
    return pd.concat([num, cat], axis=1).reindex(columns=bundle["columns"], fill_value=0)


@app.post("/score")
def score(batch: list[Application]):
    rows = pd.DataFrame([a.model_dump() for a in batch])
    p = bundle["model"].predict_proba(to_matrix(rows))[:, 1]
    return {"p_bad": p.round(4).tolist()}
