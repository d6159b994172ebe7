import json

import pandas as pd
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.svm import SVR

train = pd.read_parquet("data/train.parquet")
test = pd.read_parquet("data/test.parquet")
svr = SVR(C=50, epsilon=0.5)
svr.fit(train.drop(columns="strength_mpa"), train["strength_mpa"])
pred = svr.predict(test.drop(columns="strength_mpa"))
metrics = {
    "mae": float(mean_absolute_error(test["strength_mpa"], pred)),
    "r2": float(r2_score(test["strength_mpa"], pred)),
}
json.dump(metrics, open("metrics.json", "w"), indent=2)
