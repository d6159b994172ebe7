import json

import numpy as np
import pandas as pd
from sklearn.kernel_ridge import KernelRidge
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import GridSearchCV

train = pd.read_parquet("work/train.parquet")
test = pd.read_parquet("work/test.parquet")
grid = {"alpha": np.logspace(-3, 1, 5), "gamma": np.logspace(-4, -1, 4)}
search = GridSearchCV(KernelRidge(kernel="rbf"), grid, cv=5, scoring="neg_mean_squared_error")
search.fit(train.drop(columns="soc_percent"), train["soc_percent"])
predicted = search.predict(test.drop(columns="soc_percent"))
metrics = {
    "rmse": float(np.sqrt(mean_squared_error(test["soc_percent"], predicted))),
    "r2": float(r2_score(test["soc_percent"], predicted)),
}
with open("metrics.json", "w") as handle:
    json.dump(metrics, handle, indent=2)
