import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_squared_log_error
from sklearn.model_selection import train_test_split


class Block:
    def fit(self, frame):
        return self.transform(frame)

    def transform(self, frame):
        raise NotImplementedError


class Direct(Block):
    def __init__(self, cols):
        self.cols = cols

    def transform(self, frame):
        return frame[self.cols].reset_index(drop=True)


class CountOf(Block):
    def __init__(self, col):
        self.col = col

    def fit(self, frame):
        self.counts_ = frame[self.col].value_counts()
        return self.transform(frame)

    def transform(self, frame):
        return frame[self.col].map(self.counts_).fillna(0).rename(f"{self.col}_n").reset_index(drop=True)


class GroupMean(Block):
    def __init__(self, key, value):
        self.key, self.value = key, value

    def fit(self, frame):
        self.table_ = frame.groupby(self.key)[self.value].mean()
        self.default_ = frame[self.value].mean()
        return self.transform(frame)

    def transform(self, frame):
        out = frame[self.key].map(self.table_).fillna(self.default_)
        return out.rename(f"{self.value}_by_{self.key}").reset_index(drop=True)


def run(frame, blocks, training):
    method = "fit" if training else "transform"
    return pd.concat([getattr(b, method)(frame) for b in blocks], axis=1)


blocks = [
    Direct(["area", "rooms", "floor", "year_built"]),
    CountOf("district"),
    GroupMean("district", "area"),
    GroupMean("heating", "year_built"),
]

flats = pd.read_csv("data/flats.csv")
train, test = train_test_split(flats, test_size=0.2, random_state=31)
X_train = run(train, blocks, training=True)
X_test = run(test, blocks, training=False)

forest = RandomForestRegressor(500, min_samples_leaf=3, n_jobs=-1, random_state=31)
forest.fit(X_train, np.log(train["rent"]))
print("RMSLE", mean_squared_log_error(test["rent"], np.exp(forest.predict(X_test))) ** 0.5)
