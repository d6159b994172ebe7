import sys

import pandas as pd
import yaml
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import QuantileTransformer


def main(src, dst):
    cfg = yaml.safe_load(open("params.yaml"))["featurize"]
    plots = pd.read_parquet(src)
    bands = plots.filter(like="band_")
    steps = make_pipeline(
        SimpleImputer(strategy="median"),
        QuantileTransformer(n_quantiles=cfg["quantiles"], output_distribution="normal"),
        PCA(n_components=cfg["components"], random_state=0),
    )
    scores = steps.fit_transform(bands)
    table = pd.DataFrame(scores, columns=[f"pc{i}" for i in range(cfg["components"])])
    table["moisture_pct"] = plots["moisture_pct"].to_numpy()
    table.to_parquet(dst, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
