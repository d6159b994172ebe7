import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split

from encoders import encode_levels

HIGH_CARD = ["model", "dealer_town", "trim"]
NUMERIC = ["age_years", "mileage_km", "power_kw", "owners"]


def load_listings(path):
    ads = pd.read_csv(path)
    ads = ads.drop_duplicates("vin")
    ads = ads[(ads["price"] > 500) & (ads["price"] < 150_000)]
    return ads[NUMERIC + HIGH_CARD], np.log(ads["price"])


def run(path="listings.csv"):
    X, y = load_listings(path)
    X = encode_levels(X, y, HIGH_CARD)
    X_fit, X_out, y_fit, y_out = train_test_split(X, y, test_size=0.2, random_state=3)
    booster = lgb.LGBMRegressor(n_estimators=600, learning_rate=0.05, num_leaves=48)
    booster.fit(X_fit, y_fit)
    pred = np.exp(booster.predict(X_out))
    print("MAPE", mean_absolute_percentage_error(np.exp(y_out), pred))
    return booster


if __name__ == "__main__":
    run()
