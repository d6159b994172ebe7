"""Blend of three regressors for the yearly electricity use of buildings."""
import numpy as np
import pandas as pd
from catboost import CatBoostRegressor
from lightgbm import LGBMRegressor
from scipy.optimize import minimize
from sklearn.linear_model import LassoCV
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

bld = pd.read_csv("buildings.csv")
y = np.log1p(bld.pop("kwh"))
bld = bld.drop(columns=["address", "permit_no"])

B_tr, B_ho, y_tr, y_ho = train_test_split(bld, y, test_size=0.2, random_state=55)

pool = [
    make_pipeline(StandardScaler(), LassoCV(cv=5)),
    LGBMRegressor(n_estimators=600, learning_rate=0.03, verbose=-1),
    CatBoostRegressor(iterations=800, verbose=False, random_seed=5),
]
P = np.column_stack([m.fit(B_tr, y_tr).predict(B_ho) for m in pool])


def rmse(w, P=P, t=y_ho.to_numpy()):
    return np.sqrt(np.mean((P @ w - t) ** 2))


k = P.shape[1]
sol = minimize(
    rmse,
    x0=np.full(k, 1 / k),
    method="SLSQP",
    bounds=[(0, 1)] * k,
    constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
)

for m, col in zip(pool, P.T):
    print(type(m).__name__, round(float(np.sqrt(np.mean((col - y_ho) ** 2))), 4))
print("weights", sol.x.round(3))
print("blend RMSE on hold-out", round(float(rmse(sol.x)), 4))
