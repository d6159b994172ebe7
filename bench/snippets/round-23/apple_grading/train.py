import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score

train = pd.read_parquet("work/train_x.parquet")
valid = pd.read_parquet("work/valid_x.parquet")
X, y = train.drop(columns="grade"), train["grade"]
X_valid, y_valid = valid.drop(columns="grade"), valid["grade"]

best = None
for C in (0.01, 0.1, 1.0, 10.0):
    model = LogisticRegression(C=C, max_iter=3000, class_weight="balanced").fit(X, y)
    score = balanced_accuracy_score(y_valid, model.predict(X_valid))
    print(C, round(score, 4))
    if best is None or score > best[0]:
        best = (score, model)

joblib.dump(best[1], "work/model.joblib")
