"""Stage 1: cupping records -> model table."""
import sys
from pathlib import Path

import pandas as pd
import yaml
from sklearn.compose import ColumnTransformer
from sklearn.impute import KNNImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def table(lots, cfg):
    prep = ColumnTransformer(
        [
            ("num", make_pipeline(StandardScaler(), KNNImputer(n_neighbors=10)), cfg["numeric"]),
            ("cat", OneHotEncoder(min_frequency=10, sparse_output=False, handle_unknown="ignore"),
             cfg["categorical"]),
        ],
        verbose_feature_names_out=False,
    ).set_output(transform="pandas")
    out = prep.fit_transform(lots)
    out["score"] = lots["total_cup_points"].to_numpy()
    return out


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    cfg = yaml.safe_load(Path("params.yaml").read_text())["prepare"]
    lots = pd.read_csv(source).drop_duplicates("lot_id").dropna(subset=["total_cup_points"])
    target.parent.mkdir(parents=True, exist_ok=True)
    table(lots.reset_index(drop=True), cfg).to_parquet(target)
