import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split

from levels import applied_levels, crossed_levels

NUMS = ["living_m2", "plot_m2", "rooms", "built", "energy_class_no"]
KEYS = ["postcode", "builder"]


def main():
    homes = pd.read_csv("sales_2023.csv").drop_duplicates("parcel_id")
    homes["log_price"] = np.log(homes["price"])
    known, new = train_test_split(homes, test_size=0.2, random_state=5)
    X_known, X_new = known[NUMS].copy(), new[NUMS].copy()
    for key in KEYS:
        X_known[f"{key}_level"] = crossed_levels(known[key], known["log_price"])
        X_new[f"{key}_level"] = applied_levels(new[key], known[key], known["log_price"])
    model = xgb.XGBRegressor(n_estimators=500, learning_rate=0.04, max_depth=5)
    model.fit(X_known, known["log_price"])
    guess = np.exp(model.predict(X_new))
    print("MAPE", mean_absolute_percentage_error(new["price"], guess))


if __name__ == "__main__":
    main()
