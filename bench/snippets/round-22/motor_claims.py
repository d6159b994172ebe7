"""Claim propensity for private motor policies (one row per policy year-end file)."""
from dataclasses import dataclass

import lightgbm as lgb
import numpy as np
import polars as pl
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import train_test_split

NUMERIC = ["driver_age", "engine_kw", "vehicle_age", "annual_km"]
GROUPED = ["vehicle_model", "postcode", "occupation"]


@dataclass
class Rates:
    prior: float
    weight: float = 20.0

    def of(self, policies, key):
        smooth = (pl.col("claimed").sum() + self.prior * self.weight) / (pl.len() + self.weight)
        return policies.group_by(key).agg(smooth.alias(f"{key}_rate"))


def add_rates(policies):
    rates = Rates(prior=float(policies["claimed"].mean()))
    for key in GROUPED:
        policies = policies.join(rates.of(policies, key), on=key, how="left")
    return policies


def main():
    policies = (
        pl.read_parquet("data/policies_2023.parquet")
        .unique(subset="policy_id", keep="first", maintain_order=True)
        .drop_nulls(NUMERIC + GROUPED)
    )
    policies = add_rates(policies)
    columns = NUMERIC + [f"{key}_rate" for key in GROUPED]
    x = policies.select(columns).to_numpy()
    y = policies["claimed"].to_numpy().astype(int)

    x_dev, x_test, y_dev, y_test = train_test_split(x, y, test_size=0.2, stratify=y, random_state=8)
    x_train, x_valid, y_train, y_valid = train_test_split(
        x_dev, y_dev, test_size=0.2, stratify=y_dev, random_state=8
    )
    booster = lgb.train(
        {"objective": "binary", "learning_rate": 0.04, "num_leaves": 31, "verbose": -1},
        lgb.Dataset(x_train, y_train, feature_name=columns),
        num_boost_round=2000,
        valid_sets=[lgb.Dataset(x_valid, y_valid, feature_name=columns)],
        callbacks=[lgb.early_stopping(50)],
    )
    p = booster.predict(x_test)
    print("log loss", round(log_loss(y_test, p), 4))
    print("AUC     ", round(roc_auc_score(y_test, p), 4))
    print(dict(zip(columns, np.round(booster.feature_importance("gain"), 1))))


if __name__ == "__main__":
    main()
