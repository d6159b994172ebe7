import joblib
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, PowerTransformer

SKEWED = ["flow_m3_s", "rain_7d_mm", "livestock_per_km2", "population_per_km2"]
PLAIN = ["arable_share", "forest_share", "water_temp_c", "season_sin", "season_cos"]
NOMINAL = ["geology"]
KEYS = ["catchment", "nitrate_mg_l"]


def with_season(samples):
    angle = 2 * np.pi * samples["sampled_on"].dt.dayofyear / 365.25
    return samples.assign(season_sin=np.sin(angle), season_cos=np.cos(angle))


def transformer():
    skewed = Pipeline([("fill", SimpleImputer(strategy="median")), ("power", PowerTransformer())])
    columns = ColumnTransformer(
        [
            ("skewed", skewed, SKEWED),
            ("plain", SimpleImputer(strategy="median"), PLAIN),
            ("nominal", OneHotEncoder(handle_unknown="ignore", sparse_output=False), NOMINAL),
        ],
        verbose_feature_names_out=False,
    )
    return columns.set_output(transform="pandas")


def main():
    parts = {name: with_season(pd.read_parquet(f"data/{name}.parquet")) for name in ("fit", "report")}
    columns = transformer().fit(parts["fit"])
    joblib.dump(columns, "models/features.joblib")
    for name, samples in parts.items():
        table = pd.concat([samples[KEYS], columns.transform(samples)], axis=1)
        table.to_parquet(f"data/{name}_x.parquet", index=False)


if __name__ == "__main__":
    main()
