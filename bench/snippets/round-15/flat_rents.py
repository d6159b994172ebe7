"""Rent model for the city portal; the portal is scraped each Monday."""
import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

NUMERIC = ["area_m2", "rooms", "floor", "build_year"]
CATEGORICAL = ["district", "heating"]


def read_scrapes(folder):
    frames = [pd.read_csv(p) for p in sorted(Path(folder).glob("scrape_*.csv"))]
    return pd.concat(frames, ignore_index=True)


def tidy(frame):
    frame = frame[frame["area_m2"].between(12, 300)]
    return frame.drop_duplicates(subset="listing_id", keep="last")


def build():
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), CATEGORICAL),
        ("passthrough", NUMERIC),
    )
    return make_pipeline(encode, GradientBoostingRegressor(n_estimators=300, random_state=2))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("folder")
    args = ap.parse_args()

    listings = read_scrapes(args.folder)
    known, unseen = train_test_split(listings, test_size=0.2, random_state=2)
    known, unseen = tidy(known), tidy(unseen)
    print(len(known), "listings to learn from,", len(unseen), "to check")

    model = build()
    model.fit(known[NUMERIC + CATEGORICAL], np.log(known["rent_eur"]))
    rent = np.exp(model.predict(unseen[NUMERIC + CATEGORICAL]))
    print(f"MAE {mean_absolute_error(unseen['rent_eur'], rent):.0f} EUR")


if __name__ == "__main__":
    main()
