"""Forecast of the apple yield per hectare at full bloom."""
import argparse

import pandas as pd
import yaml
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor


def read_blocks(path):
    blocks = pd.read_csv(path)
    blocks["yield_t_ha"] = blocks["harvest_t"] / blocks["area_ha"]
    return blocks.dropna(subset=["yield_t_ha"])


def run(cfg):
    blocks = read_blocks(cfg["data"])
    X_train, X_test, y_train, y_test = train_test_split(
        blocks[cfg["features"]], blocks["yield_t_ha"],
        test_size=cfg["test_size"], random_state=cfg["seed"],
    )
    model = XGBRegressor(random_state=cfg["seed"], **cfg["model"])
    model.fit(X_train, y_train)
    pred = model.predict(X_test)
    importance = pd.Series(model.feature_importances_, index=cfg["features"]).sort_values()
    print(importance.tail(5).round(3))
    return {"mae": mean_absolute_error(y_test, pred), "r2": r2_score(y_test, pred)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="config.yaml")
    args = parser.parse_args()
    with open(args.config) as fh:
        cfg = yaml.safe_load(fh)
    for key, value in run(cfg).items():
        print(f"{key}: {value:.3f}")


if __name__ == "__main__":
    main()
