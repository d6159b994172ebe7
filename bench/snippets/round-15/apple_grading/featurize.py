import joblib
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

COLOUR = [f"hue_{i:02d}" for i in range(16)]
SHAPE = ["diameter_mm", "height_mm", "weight_g"]

prep = ColumnTransformer([
    ("colour", make_pipeline(SimpleImputer(), StandardScaler(), PCA(6, random_state=0)), COLOUR),
    ("shape", make_pipeline(SimpleImputer(), StandardScaler()), SHAPE),
    ("variety", OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["variety"]),
])

for name in ("train", "test"):
    table = pd.read_csv(f"work/{name}_raw.csv")
    X = prep.fit_transform(table) if name == "train" else prep.transform(table)
    np.savez(f"work/{name}.npz", X=X, y=table["grade"].to_numpy(dtype=str))

joblib.dump(prep, "work/prep.joblib")
