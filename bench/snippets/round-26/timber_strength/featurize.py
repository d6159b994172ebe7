import sys

import joblib
import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUM = ["density", "dynamic_mod", "knot_ratio", "ring_width", "moisture"]
CAT = ["species", "sawing"]


def main(train_csv, test_csv, out):
    train, test = pd.read_csv(train_csv), pd.read_csv(test_csv)
    prep = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUM),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), CAT),
    )
    arrays = {
        "x_train": prep.fit_transform(train),
        "x_test": prep.transform(test),
        "y_train": train["mor_mpa"].to_numpy(),
        "y_test": test["mor_mpa"].to_numpy(),
    }
    np.savez(out, **arrays)
    joblib.dump(prep, "work/prep.joblib")


if __name__ == "__main__":
    main(*sys.argv[1:4])
