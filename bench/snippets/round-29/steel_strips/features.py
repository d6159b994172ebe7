import joblib
import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.preprocessing import OneHotEncoder, PowerTransformer

SIZES = ["area", "perimeter", "luminosity", "edge_index", "thickness", "conveyor_length"]
GRADE = ["steel_grade"]


def main():
    train, test = pd.read_csv("data/train.csv"), pd.read_csv("data/test.csv")
    prep = make_column_transformer(
        (PowerTransformer(), SIZES),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), GRADE),
    )
    np.savez("data/train.npz", X=prep.fit_transform(train), y=train["defect"])
    np.savez("data/test.npz", X=prep.transform(test), y=test["defect"])
    joblib.dump(prep, "artifacts/prep.joblib")


if __name__ == "__main__":
    main()
