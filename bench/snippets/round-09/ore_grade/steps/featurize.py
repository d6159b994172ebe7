import joblib
import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUM = ["fe_pct", "s_pct", "density", "depth_m"]
CAT = ["lithology", "alteration"]

a, b = pd.read_csv("work/a.csv"), pd.read_csv("work/b.csv")
prep = make_column_transformer(
    (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUM),
    (OneHotEncoder(handle_unknown="ignore", sparse_output=False), CAT),
)
xa = prep.fit_transform(a)
xb = prep.transform(b)
np.savez("work/a.npz", x=xa, y=a["cu_pct"])
np.savez("work/b.npz", x=xb, y=b["cu_pct"])
joblib.dump(prep, "work/prep.joblib")
