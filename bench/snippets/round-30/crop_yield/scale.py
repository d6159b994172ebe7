import joblib
import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import KNNImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMS = ["nitrogen_kg", "rain_spring_mm", "soil_ph", "sowing_day", "altitude_m"]


def front():
    return make_column_transformer(
        (make_pipeline(StandardScaler(), KNNImputer(n_neighbors=8)), NUMS),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["variety", "soil_class"]),
    )


def main():
    parts = {name: pd.read_csv(f"work/{name}.csv") for name in ("train", "test")}
    fitted = front().fit(parts["train"])
    joblib.dump(fitted, "work/front.joblib")
    for name, part in parts.items():
        np.savez(f"work/{name}.npz", X=fitted.transform(part), y=part["t_per_ha"].to_numpy())


if __name__ == "__main__":
    main()
