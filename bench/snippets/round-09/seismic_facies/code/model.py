import json

import pandas as pd
from sklearn.metrics import f1_score
from sklearn.svm import SVC

fit, hold = pd.read_parquet("work/fit.parquet"), pd.read_parquet("work/hold.parquet")
svc = SVC(C=5.0).fit(fit.drop(columns="facies"), fit["facies"])
macro = f1_score(hold["facies"], svc.predict(hold.drop(columns="facies")), average="macro")
json.dump({"f1_macro": macro}, open("metrics.json", "w"))
