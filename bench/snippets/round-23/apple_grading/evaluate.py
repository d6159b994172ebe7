import json

import joblib
import pandas as pd
from sklearn.metrics import balanced_accuracy_score, cohen_kappa_score

model = joblib.load("work/model.joblib")
test = pd.read_parquet("work/test_x.parquet")
grade = test.pop("grade")
guess = model.predict(test[model.feature_names_in_])

with open("metrics.json", "w") as handle:
    json.dump({
        "balanced_accuracy": float(balanced_accuracy_score(grade, guess)),
        "kappa": float(cohen_kappa_score(grade, guess)),
    }, handle, indent=2)
