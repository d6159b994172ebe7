"""Asking price model for flats; the portal exports all active listings each Monday."""
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split

COLUMNS = ["listing_id", "rooms", "area_m2", "floor", "built", "lat", "lon", "asking_price"]
FEATURES = COLUMNS[1:-1]


def read_exports(folder):
    weekly = [
        pl.read_csv(p, columns=COLUMNS)
        for p in sorted(Path(folder).glob("active_listings_*.csv"))
    ]
    return pl.concat(weekly, how="vertical_relaxed")


def sane(listings):
    return listings.filter(
        pl.col("area_m2").is_between(12, 400)
        & pl.col("asking_price").is_between(20_000, 5_000_000)
    )


def matrices(listings):
    X = listings.select(FEATURES).to_numpy()
    y = np.log(listings["asking_price"].to_numpy())
    return X, y


def main():
    listings = sane(read_exports("exports/2023"))
    print(f"{listings.height} rows, {listings['listing_id'].n_unique()} listings")
    X, y = matrices(listings)
    X_a, X_b, y_a, y_b = train_test_split(X, y, test_size=0.2, random_state=23)
    model = HistGradientBoostingRegressor(max_iter=500, learning_rate=0.05)
    model.fit(X_a, y_a)
    error = mean_absolute_percentage_error(np.exp(y_b), np.exp(model.predict(X_b)))
    print(f"MAPE {error:.2%}")


if __name__ == "__main__":
    main()
