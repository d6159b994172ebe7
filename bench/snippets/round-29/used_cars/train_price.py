"""Fit the price model for used cars."""
import joblib
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import median_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

from price_batch import CATEGORICAL, NUMERIC


def main():
    sold = pd.read_parquet("data/sold_cars.parquet").drop_duplicates("car_id")
    train, test = train_test_split(sold, test_size=0.2, random_state=23)
    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    scaler = StandardScaler()
    X_train = np.hstack([encoder.fit_transform(train[CATEGORICAL]), scaler.fit_transform(train[NUMERIC])])
    X_test = np.hstack([encoder.transform(test[CATEGORICAL]), scaler.transform(test[NUMERIC])])
    regressor = HistGradientBoostingRegressor(max_iter=400, random_state=23)
    regressor.fit(X_train, np.log1p(train["price"]))
    pred = np.expm1(regressor.predict(X_test))
    print(f"median absolute error {median_absolute_error(test['price'], pred):.0f} EUR")
    joblib.dump(regressor, "models/price_gbm.joblib")


if __name__ == "__main__":
    main()
