"""Price model for second-hand car listings."""
import argparse

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

NUMERIC = ["mileage_km", "engine_cc", "power_kw", "age_years", "owners", "co2_g_km"]
TARGET = "price_eur"


class ListingTable:
    def __init__(self, csv_path):
        self.frame = pd.read_csv(csv_path).drop_duplicates(subset="listing_id")
        self.frame = self.frame[self.frame[TARGET].between(500, 150_000)]
        self.defaults = None

    def split(self, share=0.2, seed=7):
        train, test = train_test_split(self.frame, test_size=share, random_state=seed)
        return train.copy(), test.copy()

    def learn_defaults(self):
        self.defaults = self.frame[NUMERIC].median()
        return self

    def complete(self, part):
        out = part[NUMERIC].fillna(self.defaults)
        out["km_per_year"] = out["mileage_km"] / out["age_years"].clip(lower=1)
        out["power_per_litre"] = out["power_kw"] / (out["engine_cc"].clip(lower=600) / 1000)
        return out


def fit_and_report(name, model, X_train, y_train, X_test, y_test):
    model.fit(X_train, np.log(y_train))
    pred = np.exp(model.predict(X_test))
    print(f"{name}: MAE {mean_absolute_error(y_test, pred):.0f} EUR on {len(y_test)} listings")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("csv")
    parser.add_argument("--linear", action="store_true")
    args = parser.parse_args()

    table = ListingTable(args.csv)
    train, test = table.split()
    table.learn_defaults()
    X_train = table.complete(train)
    X_test = table.complete(test)

    if args.linear:
        model = Ridge(alpha=5.0)
    else:
        model = HistGradientBoostingRegressor(max_iter=400, learning_rate=0.05, random_state=0)
    fit_and_report(type(model).__name__, model, X_train, train[TARGET], X_test, test[TARGET])


if __name__ == "__main__":
    main()
