"""Severity of household water-damage claims (one claim a row, claims of one year)."""
import argparse
import logging

import numpy as np
import pandas as pd
from catboost import CatBoostRegressor, Pool
from sklearn.metrics import mean_absolute_error, mean_gamma_deviance
from sklearn.model_selection import train_test_split

CATS = ["building_type", "roof", "cause", "region"]
NUMS = ["building_age", "living_area", "sum_insured", "deductible", "floors"]
log = logging.getLogger("severity")


def load(path):
    claims = pd.read_csv(path)
    claims = claims[claims["paid"] > 0].drop_duplicates("policy_no")
    claims[CATS] = claims[CATS].fillna("n/a").astype(str)
    return claims


def pool(part):
    return Pool(part[CATS + NUMS], np.log(part["paid"]), cat_features=CATS)


def summary(model, part):
    paid = np.exp(model.predict(pool(part)))
    return {
        "mae": mean_absolute_error(part["paid"], paid),
        "gamma": mean_gamma_deviance(part["paid"], paid),
        "ratio": paid.sum() / part["paid"].sum(),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("claims")
    parser.add_argument("--depth", type=int, default=6)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO)

    claims = load(args.claims)
    work, test = train_test_split(claims, test_size=0.2, random_state=3)
    train, stop = train_test_split(work, test_size=0.2, random_state=4)
    model = CatBoostRegressor(
        iterations=3000, learning_rate=0.03, depth=args.depth, random_seed=3, verbose=False
    )
    model.fit(pool(train), eval_set=pool(stop), early_stopping_rounds=150)

    fitted, unseen = summary(model, train), summary(model, test)
    for key in unseen:
        log.info("%-6s train %.3f  test %.3f", key, fitted[key], unseen[key])
    if unseen["gamma"] > 1.5 * fitted["gamma"]:
        log.warning("large distance between train and test deviance")
    model.save_model("severity.cbm")


if __name__ == "__main__":
    main()
