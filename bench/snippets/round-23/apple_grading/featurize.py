import joblib
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

MEASURED = ["weight_g", "diameter_mm", "brix", "firmness", "red_share", "blemish_mm2"]
CODES = ["variety", "storage"]


def learn(path):
    steps = make_column_transformer(
        (make_pipeline(SimpleImputer(), StandardScaler()), MEASURED),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), CODES),
        verbose_feature_names_out=False,
    ).set_output(transform="pandas")
    return steps.fit(pd.read_parquet(path))


def apply(steps, name):
    part = pd.read_parquet(f"work/{name}.parquet")
    out = steps.transform(part)
    out["grade"] = part["grade"]
    out.to_parquet(f"work/{name}_x.parquet", index=False)


if __name__ == "__main__":
    steps = learn("work/train.parquet")
    joblib.dump(steps, "work/steps.joblib")
    for name in ("train", "valid", "test"):
        apply(steps, name)
