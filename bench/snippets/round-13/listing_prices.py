"""Asking-price model for used cars listed on the marketplace."""
import argparse

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split

NUMERIC = ["mileage_km", "power_kw", "engine_cc", "owners"]
TARGET = "asking_price"


class ListingTable:
    """Car listings, one row per vehicle."""

    def __init__(self, path):
        raw = pd.read_parquet(path)
        raw = raw.drop_duplicates("vin").drop(columns=["vin", "listing_url"])
        self.listings = raw[raw[TARGET].between(300, 250_000)].reset_index(drop=True)
        self.fit_part = None
        self.score_part = None

    def divide(self, seed):
        self.fit_part, self.score_part = train_test_split(
            self.listings, test_size=0.2, random_state=seed
        )
        return self

    def typical_values(self):
        by_model = self.listings.groupby(["make", "model"])[NUMERIC].median()
        spread = self.listings[NUMERIC].std()
        return by_model, spread

    def design(self, part):
        by_model, spread = self.typical_values()
        keys = pd.MultiIndex.from_frame(part[["make", "model"]])
        usual = by_model.reindex(keys).set_index(part.index)
        filled = part[NUMERIC].fillna(usual)
        relative = (filled - usual) / spread
        relative.columns = [f"{c}_vs_model" for c in NUMERIC]
        out = pd.concat([filled, relative], axis=1)
        out["age_years"] = 2024 - part["first_registration_year"]
        out["automatic"] = (part["gearbox"] == "automatic").astype(int)
        out["diesel"] = (part["fuel"] == "diesel").astype(int)
        return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--listings", default="data/listings.parquet")
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()

    table = ListingTable(args.listings).divide(args.seed)
    model = HistGradientBoostingRegressor(
        loss="absolute_error", learning_rate=0.06, max_iter=600, random_state=args.seed
    )
    model.fit(table.design(table.fit_part), np.log(table.fit_part[TARGET]))

    price = np.exp(model.predict(table.design(table.score_part)))
    error = mean_absolute_percentage_error(table.score_part[TARGET], price)
    print(f"MAPE on {len(table.score_part)} listings: {error:.3%}")


if __name__ == "__main__":
    main()
