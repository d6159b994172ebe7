"""Derived mix ratios, standardised and decorrelated."""
import pandas as pd
import yaml
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler


def main():
    params = yaml.safe_load(open("params.yaml"))
    mixes = pd.read_csv("data/raw/mixes.csv").drop_duplicates()
    strength = mixes.pop("strength_mpa")
    mixes["water_cement"] = mixes["water"] / mixes["cement"]
    mixes["agg_share"] = (mixes["coarse"] + mixes["fine"]) / mixes.sum(axis=1)
    chain = make_pipeline(
        PolynomialFeatures(degree=2, include_bias=False),
        StandardScaler(),
        PCA(n_components=params["n_components"], random_state=params["seed"]),
    )
    table = pd.DataFrame(chain.fit_transform(mixes), index=mixes.index).add_prefix("pc")
    table["strength_mpa"] = strength
    table.to_parquet("data/features.parquet")


if __name__ == "__main__":
    main()
