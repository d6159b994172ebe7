from functools import lru_cache

import joblib
import pandas as pd
from flask import Flask, jsonify, request

from .pipeline import CAT, NUM

app = Flask(__name__)


@lru_cache(maxsize=1)
def model():
    return joblib.load("eta.joblib")


@app.post("/eta")
def eta():
    rows = pd.DataFrame(request.get_json())[NUM + CAT]
    return jsonify(minutes=model().predict(rows).round(1).tolist())
