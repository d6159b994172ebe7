import json
import sys
from pathlib import Path

import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score

parts, model_path = Path(sys.argv[1]), Path(sys.argv[2])
tr = pd.read_parquet(parts / "train.parquet")
te = pd.read_parquet(parts / "test.parquet")

rf = RandomForestClassifier(n_estimators=400, n_jobs=-1, random_state=1)
rf.fit(tr.drop(columns="fault_type"), tr["fault_type"])
f1 = f1_score(te["fault_type"], rf.predict(te.drop(columns="fault_type")), average="macro")

model_path.parent.mkdir(exist_ok=True)
joblib.dump(rf, model_path)
json.dump({"macro_f1": f1}, open("metrics.json", "w"))
