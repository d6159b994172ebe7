"""Stage 2: learn the transformation on the fit table, apply it to both."""
import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, PowerTransformer

LIDAR = ["h_mean", "h_p95", "cover", "density", "slope"]

prep = ColumnTransformer(
    [
        ("lidar", make_pipeline(SimpleImputer(), PowerTransformer()), LIDAR),
        ("type", OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["forest_type"]),
    ]
).set_output(transform="pandas")

fit = pd.read_parquet("build/plots_fit.parquet")
prep.fit(fit[LIDAR + ["forest_type"]])
for name in ("fit", "out"):
    plots = pd.read_parquet(f"build/plots_{name}.parquet")
    table = prep.transform(plots[LIDAR + ["forest_type"]])
    table["biomass"] = plots["biomass_t_ha"]
    table.to_parquet(f"build/table_{name}.parquet")
joblib.dump(prep, "build/prep.joblib")
