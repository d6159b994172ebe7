from pathlib import Path

import joblib
import pandas as pd
import yaml
from sklearn.decomposition import PCA
from sklearn.impute import KNNImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

KEEP = ["vat", "plot", "side", "tasting_score"]


def main():
    params = yaml.safe_load(Path("params.yaml").read_text())["features"]
    vats = pd.read_parquet("work/vats.parquet").set_index("vat", drop=False)
    chemistry = vats.drop(columns=KEEP).astype(float)
    encoder = make_pipeline(
        StandardScaler(),
        KNNImputer(n_neighbors=params["neighbours"]),
        PCA(n_components=params["components"], random_state=0),
    ).set_output(transform="pandas")
    encoder.fit(chemistry[vats["side"] == "train"])
    encoder.transform(chemistry).join(vats[KEEP]).to_parquet("work/features.parquet")
    joblib.dump(encoder, "work/encoder.joblib")


if __name__ == "__main__":
    main()
