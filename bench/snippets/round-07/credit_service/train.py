"""Fit the scorecard and store it."""
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from schema import CATEGORICAL, NUMERIC, TARGET

apps = pd.read_csv("applications.csv")
train, test = train_test_split(apps, test_size=0.2, stratify=apps[TARGET], random_state=0)

scaler = StandardScaler().fit(train[NUMERIC])
dummies = pd.get_dummies(train[CATEGORICAL])


def matrix(frame):
    cat = pd.get_dummies(frame[CATEGORICAL]).reindex(columns=dummies.columns, fill_value=0)
    num = pd.DataFrame(scaler.transform(frame[NUMERIC]), columns=NUMERIC, index=frame.index)
    return pd.concat([num, cat], axis=1)


model = LogisticRegression(max_iter=1000).fit(matrix(train), train[TARGET])
print("test AUC", roc_auc_score(test[TARGET], model.predict_proba(matrix(test))[:, 1]))
joblib.dump({"model": model, "columns": list(matrix(train).columns)}, "scorecard.joblib")
