import json
import sys

import pandas as pd
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_error

learn, check = (pd.read_parquet(path) for path in sys.argv[1:3])
model = RidgeCV(alphas=[0.1, 1, 10, 100])
model.fit(learn.drop(columns="yield_t_ha"), learn["yield_t_ha"])
predicted = model.predict(check.drop(columns="yield_t_ha"))
with open("metrics.json", "w") as out:
    json.dump({"mae": mean_absolute_error(check["yield_t_ha"], predicted)}, out)
