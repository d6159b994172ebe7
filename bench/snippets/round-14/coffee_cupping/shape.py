from pathlib import Path

import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMBERS = ["altitude_m", "moisture_pct", "defects", "screen_size", "drying_days"]
CODES = ["process", "cultivar", "region"]


def main():
    shaper = ColumnTransformer(
        [
            ("n", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
            ("c", OneHotEncoder(handle_unknown="ignore", sparse_output=False), CODES),
        ]
    ).set_output(transform="pandas")
    Path("shaped").mkdir(exist_ok=True)
    fit = pd.read_parquet("parts/fit.parquet")
    shaper.fit(fit)
    joblib.dump(shaper, "shaped/shaper.joblib")
    for source in sorted(Path("parts").glob("*.parquet")):
        part = pd.read_parquet(source)
        out = shaper.transform(part)
        out["cup_score"] = part["cup_score"]
        out.to_parquet(Path("shaped") / source.name)


if __name__ == "__main__":
    main()
