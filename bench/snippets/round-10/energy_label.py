import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error

PARAMS = {
    "objective": "regression_l1",
    "learning_rate": 0.03,
    "num_leaves": 127,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "verbosity": -1,
    "seed": 21,
}
CATS = ["dwelling_type", "wall", "heating"]


def main() -> None:
    homes = pd.read_csv("epc_certificates.csv", dtype={c: "category" for c in CATS})
    kwh = homes.pop("kwh_m2_year")

    rng = np.random.default_rng(21)
    u = rng.random(len(homes))
    a, b = u < 0.8, u >= 0.8

    dtrain = lgb.Dataset(homes[a], label=kwh[a], categorical_feature=CATS)
    dhold = lgb.Dataset(homes[b], label=kwh[b], reference=dtrain)
    booster = lgb.train(
        PARAMS,
        dtrain,
        num_boost_round=20_000,
        valid_sets=[dtrain, dhold],
        valid_names=["fit", "hold"],
        callbacks=[lgb.early_stopping(stopping_rounds=200, first_metric_only=True), lgb.log_evaluation(500)],
    )
    hat = booster.predict(homes[b], num_iteration=booster.best_iteration)
    print(f"MAE on held-out homes: {mean_absolute_error(kwh[b], hat):.2f} kWh/m2")


if __name__ == "__main__":
    main()
