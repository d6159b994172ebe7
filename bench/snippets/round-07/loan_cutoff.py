import numpy as np
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import f1_score, precision_recall_curve, recall_score
from sklearn.model_selection import train_test_split

raw = pd.read_feather("applications.feather")
cat_cols = ["purpose", "home_ownership", "employment_type"]
raw[cat_cols] = raw[cat_cols].astype(str)

y = raw.pop("defaulted")
raw = raw.drop(columns=["application_id"])

X_train, X_test, y_train, y_test = train_test_split(
    raw, y, test_size=0.25, stratify=y, random_state=1
)

model = CatBoostClassifier(iterations=600, depth=6, learning_rate=0.05, verbose=0)
model.fit(X_train, y_train, cat_features=cat_cols)

proba = model.predict_proba(X_test)[:, 1]
prec, rec, thr = precision_recall_curve(y_test, proba)
f1 = 2 * prec * rec / np.clip(prec + rec, 1e-9, None)
cut = thr[np.argmax(f1[:-1])]

decision = (proba >= cut).astype(int)
print("cut-off  :", round(float(cut), 3))
print("F1       :", round(f1_score(y_test, decision), 3))
print("recall   :", round(recall_score(y_test, decision), 3))
model.save_model("pd_model.cbm")
