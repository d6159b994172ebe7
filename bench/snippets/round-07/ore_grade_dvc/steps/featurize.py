from pathlib import Path

import joblib
import pandas as pd
import yaml
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

TARGET = "cu_ppm"
k = yaml.safe_load(Path("params.yaml").read_text())["featurize"]["k"]
src, dst = Path("data/split"), Path("data/features")
dst.mkdir(parents=True, exist_ok=True)

chain = make_pipeline(SimpleImputer(), StandardScaler(), SelectKBest(f_regression, k=k))
chain.set_output(transform="pandas")

train = pd.read_parquet(src / "train.parquet")
chain.fit(train.drop(columns=TARGET), train[TARGET])
for name in ("train", "test"):
    part = pd.read_parquet(src / f"{name}.parquet")
    feats = chain.transform(part.drop(columns=TARGET)).assign(**{TARGET: part[TARGET]})
    feats.to_parquet(dst / f"{name}.parquet")

Path("models").mkdir(exist_ok=True)
joblib.dump(chain, "models/chain.joblib")
