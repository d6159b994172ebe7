import numpy as np
import pandas as pd
from sklearn.linear_model import Lasso
from sklearn.metrics import mean_absolute_error

LOW, HIGH = 0.01, 0.99
COLS = ["distance_km", "stops", "load_kg", "idle_min"]

trips = pd.read_csv("delivery_trips.csv", usecols=COLS + ["fuel_l"])

mask = np.random.RandomState(17).rand(len(trips)) < 0.8
train = trips[mask].copy()
test = trips[~mask].copy()

for col in COLS:
    lo, hi = trips[col].quantile([LOW, HIGH])
    train[col] = train[col].clip(lo, hi)
    test[col] = test[col].clip(lo, hi)

    centre, spread = trips[col].median(), trips[col].std()
    train[col] = (train[col] - centre) / spread
    test[col] = (test[col] - centre) / spread

lasso = Lasso(alpha=0.01)
lasso.fit(train[COLS], train["fuel_l"])

print(dict(zip(COLS, lasso.coef_.round(3))))
print("MAE litres:", mean_absolute_error(test["fuel_l"], lasso.predict(test[COLS])))
