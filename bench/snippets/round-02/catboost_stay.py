from typing import NamedTuple

import pandas as pd
from catboost import CatBoostRegressor, Pool
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

CAT = ["district", "room_type", "host_type"]


class Parts(NamedTuple):
    train: pd.DataFrame
    valid: pd.DataFrame
    test: pd.DataFrame

    @classmethod
    def of(cls, frame, seed):
        rest, test = train_test_split(frame, test_size=0.15, random_state=seed)
        train, valid = train_test_split(rest, test_size=0.15, random_state=seed)
        return cls(train, valid, test)

    def pools(self, target):
        return (Pool(p.drop(columns=target), p[target], cat_features=CAT) for p in self)


stays = pd.read_parquet("listing_rates.parquet").drop_duplicates()
stays[CAT] = stays[CAT].fillna("unknown").astype(str)
parts = Parts.of(stays, seed=0)
train, valid, test = parts.pools("nightly_rate")

model = CatBoostRegressor(iterations=4000, learning_rate=0.03, depth=8, random_seed=0)
model.fit(train, eval_set=valid, use_best_model=True, early_stopping_rounds=150, verbose=250)
print("trees", model.tree_count_)
print("test MAE", mean_absolute_error(parts.test["nightly_rate"], model.predict(test)))
