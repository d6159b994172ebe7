import joblib
import pandas as pd
from feature_engine.encoding import OneHotEncoder, RareLabelEncoder
from feature_engine.imputation import MeanMedianImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline

NUMERIC = ["days_ahead", "passengers", "vehicle_m"]
TEXT = ["route", "fare_class"]

learn, check = pd.read_csv("data/learn.csv"), pd.read_csv("data/check.csv")
columns = make_pipeline(
    MeanMedianImputer(imputation_method="median", variables=NUMERIC),
    RareLabelEncoder(tol=0.02, n_categories=3, variables=TEXT),
    OneHotEncoder(variables=TEXT),
)
columns = columns.fit(learn[NUMERIC + TEXT])
model = LogisticRegression(max_iter=3000).fit(columns.transform(learn[NUMERIC + TEXT]), learn["no_show"])
probability = model.predict_proba(columns.transform(check[NUMERIC + TEXT]))[:, 1]
print("AUC", roc_auc_score(check["no_show"], probability))
joblib.dump({"columns": columns, "model": model, "fields": NUMERIC + TEXT}, "artefacts/noshow.joblib")
