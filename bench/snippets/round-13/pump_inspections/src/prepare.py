"""Turn the inspection sheet (one row per pump) into model-ready columns."""
import sys

import pandas as pd
import yaml
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import QuantileTransformer

KEEP = ["pump_id", "failed_within_year"]


def main(source, target):
    with open("params.yaml") as handle:
        params = yaml.safe_load(handle)["prepare"]
    sheet = pd.read_csv(source).drop_duplicates("pump_id").reset_index(drop=True)
    readings = sheet.filter(regex="^(vib|temp|flow|press)_")

    reducer = make_pipeline(
        SimpleImputer(strategy="median"),
        QuantileTransformer(
            n_quantiles=params["quantiles"], output_distribution="normal", random_state=0
        ),
        PCA(n_components=params["components"], random_state=0),
    )
    scores = pd.DataFrame(reducer.fit_transform(readings)).add_prefix("pc_")
    pd.concat([sheet[KEEP], scores], axis=1).to_parquet(target, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
