import sys
from pathlib import Path

import joblib
import pandas as pd
import yaml
from sklearn.decomposition import PCA
from sklearn.impute import KNNImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def main(src, dst):
    params = yaml.safe_load(Path("params.yaml").read_text())["encode"]
    sales = pd.read_parquet(src).set_index("parcel_id")
    price = sales.pop("price_ha")
    encoder = make_pipeline(
        StandardScaler(),
        KNNImputer(n_neighbors=params["neighbours"]),
        PCA(n_components=params["components"]),
    ).set_output(transform="pandas")
    encoded = encoder.fit_transform(sales.astype(float))
    encoded.join(price).to_parquet(dst)
    Path("models").mkdir(exist_ok=True)
    joblib.dump(encoder, "models/encoder.joblib")


if __name__ == "__main__":
    main(*sys.argv[1:3])
