import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

CONTINUOUS = ["age", "sbp", "ldl", "hdl", "hba1c", "bmi"]
DISCRETE = ["sex", "smoking", "family_history"]

MODEL = make_pipeline(
    make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), CONTINUOUS),
        (OneHotEncoder(handle_unknown="ignore"), DISCRETE),
    ),
    LogisticRegression(max_iter=2000),
)


def read_patients():
    return pd.read_csv("data/baseline_visit.csv").drop_duplicates("patient_id")


def halves(patients):
    X, y = patients[CONTINUOUS + DISCRETE], patients["mace_10y"]
    return train_test_split(X, y, test_size=0.3, stratify=y, random_state=1948)
