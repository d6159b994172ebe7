"""Claim frequency with Poisson boosting."""
import argparse

import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_poisson_deviance
from sklearn.model_selection import train_test_split

RATING = ["driver_age", "vehicle_age", "power", "bonus_malus", "density"]


def to_dmatrix(policies):
    matrix = xgb.DMatrix(policies[RATING], label=policies["claims"])
    matrix.set_base_margin(np.log(policies["exposure"].to_numpy()))
    return matrix


def boost(fit_part, watch, params, rounds):
    return xgb.train(
        params,
        fit_part,
        num_boost_round=rounds,
        evals=[(fit_part, "fit"), (watch, "watch")],
        early_stopping_rounds=40,
        verbose_eval=100,
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--policies", default="data/policies.csv")
    parser.add_argument("--rounds", type=int, default=4000)
    args = parser.parse_args()

    policies = pd.read_csv(args.policies).drop_duplicates("policy_id")
    policies = policies[policies["exposure"] > 0.05]
    dev, holdout = train_test_split(policies, test_size=0.2, random_state=6)
    d_dev, d_holdout = to_dmatrix(dev), to_dmatrix(holdout)
    params = {"objective": "count:poisson", "eta": 0.03, "max_depth": 5, "subsample": 0.8}
    booster = boost(d_dev, d_holdout, params, args.rounds)
    expected = booster.predict(d_holdout, iteration_range=(0, booster.best_iteration + 1))
    print("rounds  ", booster.best_iteration + 1)
    print("deviance", mean_poisson_deviance(holdout["claims"], np.maximum(expected, 1e-9)))


if __name__ == "__main__":
    main()
