import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import mean_squared_error

PARAMS = {
    "objective": "regression",
    "metric": "rmse",
    "learning_rate": 0.05,
    "num_leaves": 31,
    "feature_fraction": 0.9,
    "verbosity": -1,
    "seed": 5,
}


def shuffled_masks(n, shares=(0.7, 0.15), seed=5):
    u = np.random.default_rng(seed).random(n)
    train = u < shares[0]
    valid = (u >= shares[0]) & (u < sum(shares))
    return train, valid, u >= sum(shares)


bids = pd.read_csv("tender_bids.csv")
price = np.log1p(bids.pop("winning_price"))
for c in bids.select_dtypes("object"):
    bids[c] = bids[c].astype("category")

tr, va, te = shuffled_masks(len(bids))
dtrain = lgb.Dataset(bids[tr], label=price[tr])
dvalid = lgb.Dataset(bids[va], label=price[va], reference=dtrain)

booster = lgb.train(
    PARAMS, dtrain, num_boost_round=3000, valid_sets=[dvalid], valid_names=["valid"],
    callbacks=[lgb.early_stopping(75), lgb.log_evaluation(200)],
)
pred = booster.predict(bids[te], num_iteration=booster.best_iteration)
print("RMSE(log)", mean_squared_error(price[te], pred) ** 0.5)
