import json
from itertools import product

import joblib
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_percentage_error

train, val, test = (pd.read_parquet(f"data/features/{n}.parquet") for n in ("train", "val", "test"))
columns = [c for c in train.columns if c not in ("truck", "litres")]


def mape(model, part):
    return mean_absolute_percentage_error(part["litres"], model.predict(part[columns]))


best = None
for rate, leaves in product([0.03, 0.1], [15, 31, 63]):
    model = HistGradientBoostingRegressor(learning_rate=rate, max_leaf_nodes=leaves, random_state=0)
    model.fit(train[columns], train["litres"])
    error = mape(model, val)
    if best is None or error < best[0]:
        best = (error, model)

joblib.dump(best[1], "models/fuel.joblib")
with open("metrics.json", "w") as handle:
    json.dump({"val_mape": best[0], "test_mape": mape(best[1], test)}, handle)
