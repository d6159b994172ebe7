import category_encoders as ce
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

CATEGORICAL = ["quarter", "heating", "landlord_type"]
NUMERIC = ["area_m2", "rooms", "floor", "year_built", "dist_station_m"]


def read_listings(path):
    df = pd.read_csv(path)
    df = df.drop_duplicates(subset=["address", "area_m2", "floor"])
    df = df[df["rent_eur"].between(150, 6000)]
    return df.reset_index(drop=True)


def build_matrix(listings):
    target = np.log(listings["rent_eur"])
    encoder = ce.TargetEncoder(cols=CATEGORICAL, smoothing=8.0)
    encoded = encoder.fit_transform(listings[CATEGORICAL], target)
    matrix = pd.concat([listings[NUMERIC], encoded], axis=1)
    return matrix, target, encoder


def evaluate(matrix, target):
    parts = train_test_split(matrix, target, test_size=0.2, random_state=31)
    X_train, X_test, y_train, y_test = parts
    reg = LGBMRegressor(n_estimators=400, learning_rate=0.04, num_leaves=31)
    reg.fit(X_train, y_train)
    return mean_absolute_error(np.exp(y_test), np.exp(reg.predict(X_test)))


if __name__ == "__main__":
    listings = read_listings("data/listings_berlin.csv")
    matrix, target, encoder = build_matrix(listings)
    print(f"MAE: {evaluate(matrix, target):.1f} EUR")
