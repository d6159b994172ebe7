import sys

import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import RobustScaler


def main(src, dst):
    raw = pd.read_csv(src)
    target = raw.pop("median_house_value")
    numeric = raw.select_dtypes("number")
    steps = make_pipeline(KNNImputer(n_neighbors=7), RobustScaler())
    table = pd.DataFrame(steps.fit_transform(numeric), columns=numeric.columns, index=raw.index)
    table["ocean"] = raw["ocean_proximity"].astype("category").cat.codes
    table["median_house_value"] = target
    table.to_parquet(dst)


if __name__ == "__main__":
    main(*sys.argv[1:3])
