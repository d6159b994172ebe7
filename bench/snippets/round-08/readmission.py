import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder


def first_discharges(path="discharges.csv"):
    d = pd.read_csv(path)
    d = d.sort_values("discharge_no").drop_duplicates("person", keep="first")
    d["days_to_next_admission"] = d["days_to_next_admission"].fillna(9999)
    d["readmit30"] = (d["days_to_next_admission"] <= 30).astype(int)
    return d.drop(columns=["person", "discharge_no"])


d = first_discharges()
y = d["readmit30"]
X = d.drop(columns="readmit30")

num = X.select_dtypes(include=np.number).columns.tolist()
cat = X.columns.difference(num).tolist()
prep = ColumnTransformer([
    ("num", SimpleImputer(strategy="median"), num),
    ("cat", OneHotEncoder(handle_unknown="ignore", min_frequency=30), cat),
])

X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, stratify=y, random_state=14)
gbc = make_pipeline(prep, GradientBoostingClassifier(n_estimators=150, max_depth=3))
gbc.fit(X_tr, y_tr)
print("c-statistic", round(roc_auc_score(y_te, gbc.predict_proba(X_te)[:, 1]), 3))
