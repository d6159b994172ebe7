import sys

import joblib
import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import KNNImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMS = ["weight_kg", "brood_temp", "humidity", "mites_per_100"]
CATS = ["race", "hive_type"]


def transformer():
    return make_column_transformer(
        (make_pipeline(StandardScaler(), KNNImputer(n_neighbors=5)), NUMS),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), CATS),
    )


def main(work):
    tables = {name: pd.read_csv(f"{work}/{name}.csv") for name in ("train", "test")}
    columns = transformer().fit(tables["train"])
    for name, table in tables.items():
        y = table["survived_winter"].to_numpy()
        np.savez(f"{work}/{name}.npz", X=columns.transform(table), y=y)
    joblib.dump(columns, f"{work}/columns.joblib")


if __name__ == "__main__":
    main(sys.argv[1])
