"""Nightly pricing of the cars that came in during the day."""
import sys

import joblib
import numpy as np
import pandas as pd
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

CATEGORICAL = ["make", "model", "fuel", "gearbox"]
NUMERIC = ["mileage_km", "age_years", "power_kw", "n_owners"]


def design_matrix(cars):
    codes = OrdinalEncoder().fit_transform(cars[CATEGORICAL])
    numbers = StandardScaler().fit_transform(cars[NUMERIC])
    return np.hstack([codes, numbers])


def main(batch_csv, out_csv):
    cars = pd.read_csv(batch_csv)
    regressor = joblib.load("models/price_gbm.joblib")
    log_price = regressor.predict(design_matrix(cars))
    cars["asking_price"] = np.expm1(log_price).round(-2)
    cars[["car_id", "asking_price"]].to_csv(out_csv, index=False)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
