import numpy as np
import pandas as pd
from catboost import CatBoostRegressor
from lightgbm import LGBMRegressor
from scipy.optimize import minimize
from sklearn.linear_model import ElasticNetCV
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MEMBERS = {
    "lgb": lambda: LGBMRegressor(n_estimators=600, learning_rate=0.03, verbose=-1),
    "cat": lambda: CatBoostRegressor(iterations=800, verbose=False),
    "enet": lambda: make_pipeline(StandardScaler(), ElasticNetCV(cv=5)),
}


def rmse(y, p):
    return mean_squared_error(y, p) ** 0.5


def find_weights(preds, y):
    k = preds.shape[1]
    res = minimize(
        lambda w: rmse(y, preds @ w),
        np.full(k, 1 / k),
        method="SLSQP",
        bounds=[(0, 1)] * k,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
    )
    return res.x


table = pd.read_csv("data/crystals.csv")
y = table.pop("band_gap").to_numpy()
X = table.to_numpy()
idx = np.random.default_rng(0).permutation(len(X))
n = len(X)
train, val, test = np.split(idx, [int(0.6 * n), int(0.8 * n)])

fitted = {name: make().fit(X[train], y[train]) for name, make in MEMBERS.items()}
stack = lambda rows: np.column_stack([m.predict(X[rows]) for m in fitted.values()])

weights = find_weights(stack(val), y[val])
print(dict(zip(fitted, weights.round(3))))
print("RMSE", rmse(y[test], stack(test) @ weights))
