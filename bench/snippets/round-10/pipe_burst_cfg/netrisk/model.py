from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import KNNImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def build(cfg) -> Pipeline:
    cols = cfg["columns"]
    num = Pipeline([("scale", StandardScaler()), ("knn", KNNImputer(n_neighbors=7))])
    prep = ColumnTransformer([
        ("num", num, cols["numeric"]),
        ("cat", OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=30), cols["categorical"]),
    ])
    return Pipeline([("prep", prep), ("rf", RandomForestClassifier(random_state=0, n_jobs=-1, **cfg["model"]))])
