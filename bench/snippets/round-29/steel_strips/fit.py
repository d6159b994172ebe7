import json

import joblib
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import balanced_accuracy_score

train = np.load("data/train.npz", allow_pickle=True)
test = np.load("data/test.npz", allow_pickle=True)
forest = RandomForestClassifier(n_estimators=500, class_weight="balanced", random_state=35)
forest.fit(train["X"], train["y"])
score = balanced_accuracy_score(test["y"], forest.predict(test["X"]))
joblib.dump(forest, "artifacts/model.joblib")
json.dump({"balanced_accuracy": round(float(score), 4)}, open("metrics.json", "w"))
