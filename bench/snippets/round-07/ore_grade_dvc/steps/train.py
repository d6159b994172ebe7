import json

import joblib
import pandas as pd
from sklearn.linear_model import ElasticNetCV

train = pd.read_parquet("data/features/train.parquet")
test = pd.read_parquet("data/features/test.parquet")
enet = ElasticNetCV(l1_ratio=[0.2, 0.5, 0.9], cv=5, n_jobs=-1)
enet.fit(train.drop(columns="cu_ppm"), train["cu_ppm"])
r2 = enet.score(test.drop(columns="cu_ppm"), test["cu_ppm"])
joblib.dump(enet, "models/ore.joblib")
json.dump({"r2": r2}, open("metrics.json", "w"))
