import sys
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

SIZES = ["trunk_cm", "height_m", "crown_m", "age_years", "sealed_share"]
KINDS = ["species", "site_type", "vitality_grade"]


def save(path, trees, matrix):
    np.savez(
        path,
        X=matrix,
        y=trees["felled_within_5y"].to_numpy(int),
        street=trees["street"].to_numpy(str),
    )


def main(folder):
    work = Path(folder)
    learn, judge = pd.read_csv(work / "learn.csv"), pd.read_csv(work / "judge.csv")
    encoder = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), SIZES),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False, min_frequency=20), KINDS),
    )
    save(work / "learn.npz", learn, encoder.fit_transform(learn[SIZES + KINDS]))
    save(work / "judge.npz", judge, encoder.transform(judge[SIZES + KINDS]))
    joblib.dump(encoder, work / "encoder.joblib")


if __name__ == "__main__":
    main(sys.argv[1])
