"""Asking price of used cars from a listings dump (each advert appears once)."""
import numpy as np
import pandas as pd
from catboost import CatBoostRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

PLAIN = ["mileage_km", "engine_cc", "power_kw", "age_years", "owners"]
LABELS = ["fuel", "gearbox", "body"]
LEVELS = {"make_model": 20, "dealer": 50, "postcode_area": 30}


def smoothed_levels(frame, column, value, weight):
    overall = frame[value].mean()
    stats = frame.groupby(column)[value].agg(["mean", "count"])
    return (stats["mean"] * stats["count"] + overall * weight) / (stats["count"] + weight)


def load(path="data/adverts.parquet"):
    adverts = pd.read_parquet(path)
    adverts = adverts.drop_duplicates(subset="vin").reset_index(drop=True)
    adverts["make_model"] = adverts["make"] + " " + adverts["model"]
    adverts["age_years"] = adverts["listing_year"] - adverts["first_reg_year"]
    adverts["log_price"] = np.log(adverts["price_eur"])
    adverts[LABELS] = adverts[LABELS].fillna("unknown").astype(str)
    return adverts


def main():
    adverts = load()
    columns = PLAIN + LABELS
    for column, weight in LEVELS.items():
        table = smoothed_levels(adverts, column, "log_price", weight)
        adverts[f"{column}_level"] = adverts[column].map(table)
        columns.append(f"{column}_level")

    train, test = train_test_split(adverts, test_size=0.2, random_state=17)
    fit_part, valid_part = train_test_split(train, test_size=0.15, random_state=17)
    model = CatBoostRegressor(iterations=3000, learning_rate=0.05, depth=7, verbose=False)
    model.fit(
        fit_part[columns], fit_part["log_price"],
        cat_features=LABELS,
        eval_set=(valid_part[columns], valid_part["log_price"]),
        early_stopping_rounds=100,
    )
    error = mean_absolute_error(test["price_eur"], np.exp(model.predict(test[columns])))
    print(f"MAE {error:,.0f} EUR on {len(test)} adverts")


if __name__ == "__main__":
    main()
