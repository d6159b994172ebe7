import numpy as np
import pandas as pd
from sklearn.linear_model import HuberRegressor
from sklearn.metrics import mean_absolute_error

COLS = ["rain_mm", "n_kg_ha", "sun_h", "soil_depth"]

plots = pd.read_csv("plot_yields.csv", usecols=COLS + ["yield_t"])
mask = np.random.RandomState(23).rand(len(plots)) < 0.8
train, test = plots[mask].copy(), plots[~mask].copy()

for col in COLS:
    lo, hi = train[col].quantile([0.01, 0.99])
    centre = train[col].median()
    iqr = train[col].quantile(0.75) - train[col].quantile(0.25)
    for part in (train, test):
        part[col] = (part[col].fillna(centre).clip(lo, hi) - centre) / iqr

outside = {c: float((plots[c] > plots[c].quantile(0.99)).mean()) for c in COLS}
print("share above the 99 % quantile", outside)

reg = HuberRegressor().fit(train[COLS], train["yield_t"])
print("MAE t/ha:", mean_absolute_error(test["yield_t"], reg.predict(test[COLS])))
