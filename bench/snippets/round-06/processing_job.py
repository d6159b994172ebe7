"""Processing job: raw churn table in, three CSV channels out."""
import argparse
import logging
import os
import tarfile

import joblib
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

logger = logging.getLogger()
logger.setLevel(logging.INFO)
BASE = "/opt/ml/processing"
NUMERIC = ["account_length", "day_mins", "eve_mins", "night_mins", "intl_mins"]
NOMINAL = ["state", "plan"]


def featurizer():
    return ColumnTransformer(
        [
            ("num", Pipeline([("imp", SimpleImputer()), ("std", StandardScaler())]), NUMERIC),
            ("cat", OneHotEncoder(handle_unknown="ignore", sparse_output=False), NOMINAL),
        ]
    )


def write(channel, rows):
    folder = os.path.join(BASE, channel)
    os.makedirs(folder, exist_ok=True)
    pd.DataFrame(rows).to_csv(os.path.join(folder, f"{channel}.csv"), header=False, index=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    args, _ = parser.parse_known_args()

    frame = pd.read_csv(f"{BASE}/input/churn.csv")
    label = frame.pop("churn").map({"False.": 0, "True.": 1}).to_numpy()
    pipe = featurizer()
    matrix = np.column_stack([label, pipe.fit_transform(frame)])
    logger.info("matrix %s", matrix.shape)

    np.random.default_rng(args.seed).shuffle(matrix)
    train, valid, test = np.split(matrix, [int(0.7 * len(matrix)), int(0.85 * len(matrix))])
    for channel, rows in (("train", train), ("validation", valid), ("test", test)):
        write(channel, rows)

    joblib.dump(pipe, "pipe.joblib")
    with tarfile.open(f"{BASE}/model/model.tar.gz", "w:gz") as tar:
        tar.add("pipe.joblib")
