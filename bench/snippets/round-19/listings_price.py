"""Asking price of flats. Each weekly export holds every listing online in the last 30 days."""
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split

FEATURES = ["area_m2", "rooms", "floor", "lat", "lon", "year_built"]


def read_exports(folder):
    exports = [pd.read_csv(p) for p in sorted(Path(folder).glob("export_week_*.csv"))]
    listings = pd.concat(exports, ignore_index=True)
    return listings.dropna(subset=FEATURES + ["asking_price"])


def main():
    listings = read_exports("exports")
    X = listings[FEATURES]
    y = np.log(listings["asking_price"])
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=17)
    trees = ExtraTreesRegressor(n_estimators=500, n_jobs=-1, random_state=17)
    trees.fit(X_train, y_train)
    error = mean_absolute_percentage_error(np.exp(y_test), np.exp(trees.predict(X_test)))
    print(f"MAPE {error:.2%}")


if __name__ == "__main__":
    main()
