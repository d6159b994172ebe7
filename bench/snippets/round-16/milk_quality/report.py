import json

import joblib
import pandas as pd
from sklearn.metrics import average_precision_score, roc_auc_score

test = pd.read_parquet("work/test_x.parquet")
y = test.pop("spoiled")
model = joblib.load("work/model.joblib")
score = model.decision_function(test.drop(columns="farm_id"))
with open("metrics.json", "w") as handle:
    json.dump({"ap": average_precision_score(y, score), "auc": roc_auc_score(y, score)}, handle)
