"""Asking price of used tractors."""
import argparse

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from catboost import CatBoostRegressor, Pool
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split

NUMBERS = ["power_hp", "hours", "year_built", "n_owners", "front_loader"]
NAMES = ["brand", "model", "country", "transmission"]


def read(path):
    ads = pd.read_csv(path)
    ads = ads.dropna(subset=["price_eur", "hours"]).drop_duplicates("serial_no")
    ads[NAMES] = ads[NAMES].fillna("unknown").astype(str)
    return ads


def overview(ads, folder):
    ads["price_rank"] = ads["price_eur"].rank(pct=True)
    ads["brand_level"] = ads.groupby("brand")["price_eur"].transform("median")
    fig, axes = plt.subplots(1, 2, figsize=(9, 4))
    axes[0].scatter(ads["hours"], ads["price_rank"], s=4, alpha=0.3)
    axes[1].hist(np.log10(ads["brand_level"]), bins=40)
    fig.savefig(f"{folder}/overview.png", dpi=120)
    plt.close(fig)
    return ads.drop(columns=["price_rank", "brand_level"])


def pool(ads):
    return Pool(ads[NUMBERS + NAMES], np.log(ads["price_eur"]), cat_features=NAMES)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ads", default="data/tractors.csv")
    parser.add_argument("--figures", default="figures")
    args = parser.parse_args()

    ads = overview(read(args.ads), args.figures)
    rest, test = train_test_split(ads, test_size=0.2, random_state=29)
    train, valid = train_test_split(rest, test_size=0.2, random_state=29)

    candidates = []
    for depth in (4, 6, 8):
        model = CatBoostRegressor(
            iterations=3000, learning_rate=0.05, depth=depth, loss_function="MAE",
            random_seed=29, verbose=False,
        )
        model.fit(pool(train), eval_set=pool(valid), early_stopping_rounds=100, use_best_model=True)
        score = model.get_best_score()["validation"]["MAE"]
        candidates.append((score, depth, model))
        print(f"depth {depth}: {model.tree_count_} trees, MAE(log) {score:.4f}")

    _, depth, model = min(candidates, key=lambda c: c[0])
    guess = np.exp(model.predict(pool(test)))
    print(f"depth {depth}: test MAPE {mean_absolute_percentage_error(test['price_eur'], guess):.1%}")


if __name__ == "__main__":
    main()
