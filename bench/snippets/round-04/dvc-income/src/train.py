import json

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score

train = pd.read_parquet("data/features/train.parquet")
test = pd.read_parquet("data/features/test.parquet")
clf = LogisticRegression(max_iter=2000).fit(train.drop(columns="income"), train["income"])
acc = accuracy_score(test["income"], clf.predict(test.drop(columns="income")))
json.dump({"accuracy": acc}, open("metrics.json", "w"))
