"""Numeric matrices for both parts."""
import sys
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, PowerTransformer


def transformer():
    return make_column_transformer(
        (
            make_pipeline(SimpleImputer(strategy="median"), PowerTransformer()),
            make_column_selector(dtype_include="number"),
        ),
        (
            OneHotEncoder(handle_unknown="ignore", sparse_output=False),
            make_column_selector(dtype_exclude="number"),
        ),
    )


def write(columns, table, target):
    np.savez_compressed(target, X=columns.transform(table.drop(columns="fault")), y=table["fault"].to_numpy(str))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    parts = {name: pd.read_csv(folder / f"{name}.csv") for name in ("train", "test")}
    columns = transformer().fit(parts["train"].drop(columns="fault"))
    for name, table in parts.items():
        write(columns, table, folder / f"{name}.npz")
    joblib.dump(columns, folder / "columns.joblib")
