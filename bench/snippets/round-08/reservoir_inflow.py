import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.model_selection import KFold, cross_val_score

q = pd.read_csv("inflow_daily.csv", sep=";", decimal=",")
q["day"] = pd.to_datetime(q["day"], format="%d.%m.%Y")
q = q.sort_values("day").reset_index(drop=True)

for k in range(1, 8):
    q[f"q{k}"] = q["inflow"].shift(k)
q["rain3"] = q["rain"].shift(1).rolling(3).sum()
q["snow"] = q["swe"].shift(1)
doy = q["day"].dt.dayofyear
q["sin"], q["cos"] = np.sin(2 * np.pi * doy / 365.25), np.cos(2 * np.pi * doy / 365.25)
q = q.dropna()

cols = [c for c in q.columns if c.startswith("q")] + ["rain3", "snow", "sin", "cos"]
trees = ExtraTreesRegressor(n_estimators=500, min_samples_leaf=2, n_jobs=-1, random_state=0)

kf = KFold(n_splits=10, shuffle=True, random_state=0)
nse = cross_val_score(trees, q[cols], q["inflow"], cv=kf, scoring="r2")
print("Nash-Sutcliffe per fold:", nse.round(3))
print("one-day-ahead NSE: %.3f" % nse.mean())
