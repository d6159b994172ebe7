import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import QuantileTransformer

OTHER = ["field_id", "yield_t_ha"]

fields = pd.read_parquet("work/clean.parquet")
measured = [c for c in fields.columns if c not in OTHER]

steps = make_pipeline(
    KNNImputer(n_neighbors=7, weights="distance"),
    QuantileTransformer(n_quantiles=200, output_distribution="normal", random_state=0),
)
fields[measured] = steps.fit_transform(fields[measured])
fields["n_to_k"] = fields["soil_n"] - fields["soil_k"]
fields.to_parquet("work/features.parquet", index=False)
