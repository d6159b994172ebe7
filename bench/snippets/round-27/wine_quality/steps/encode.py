import sys
from pathlib import Path

import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import KBinsDiscretizer, QuantileTransformer

SKEWED = ["residual_sugar", "chlorides", "free_sulfur_dioxide", "total_sulfur_dioxide"]
BINNED = ["alcohol", "pH"]
KEPT = ["fixed_acidity", "volatile_acidity", "citric_acid", "density", "sulphates", "quality"]


def encoder():
    ct = ColumnTransformer(
        [
            ("skewed", QuantileTransformer(output_distribution="normal", n_quantiles=200), SKEWED),
            ("binned", KBinsDiscretizer(n_bins=8, encode="ordinal", strategy="quantile"), BINNED),
            ("kept", "passthrough", KEPT),
        ],
        verbose_feature_names_out=False,
    )
    return ct.set_output(transform="pandas")


def main(source, target):
    lab = pd.read_parquet(source)
    enc = encoder()
    enc.fit_transform(lab).to_parquet(target, index=False)
    joblib.dump(enc, Path(target).with_name("encoder.joblib"))


if __name__ == "__main__":
    main(*sys.argv[1:3])
