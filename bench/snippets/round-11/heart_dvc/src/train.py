import json
import sys

import pandas as pd
import yaml
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC

with open("params.yaml") as handle:
    params = yaml.safe_load(handle)

table = pd.read_parquet(sys.argv[1])
X, y = table.drop(columns="event_1y"), table["event_1y"]
X_train, X_test, y_train, y_test = train_test_split(
    X, y, test_size=params["split"]["share"], stratify=y, random_state=params["split"]["seed"]
)
model = SVC(C=params["model"]["c"], gamma=params["model"]["gamma"]).fit(X_train, y_train)
with open("metrics.json", "w") as handle:
    json.dump({"auc": roc_auc_score(y_test, model.decision_function(X_test))}, handle)
