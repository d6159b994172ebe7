import joblib
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

train = pd.read_parquet("data/split/train.parquet")
test = pd.read_parquet("data/split/test.parquet")

encoder = make_column_transformer(
    (StandardScaler(), ["age", "hours_per_week", "capital_gain"]),
    (OneHotEncoder(sparse_output=False, handle_unknown="ignore"), ["workclass", "education", "sex"]),
    verbose_feature_names_out=False,
).set_output(transform="pandas")
encoder.fit(train)

for name, part in {"train": train, "test": test}.items():
    out = encoder.transform(part)
    out["income"] = part["income"].values
    out.to_parquet(f"data/features/{name}.parquet", index=False)
joblib.dump(encoder, "models/encoder.joblib")
