import json

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

train, test = np.load("data/train.npz"), np.load("data/test.npz")
model = LogisticRegression(max_iter=1000).fit(train["X"], train["y"])
auc = roc_auc_score(test["y"], model.predict_proba(test["X"])[:, 1])
with open("metrics.json", "w") as handle:
    json.dump({"auc": auc}, handle)
