import json

import numpy as np
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error

if __name__ == "__main__":
    train, test = np.load("work/train.npz"), np.load("work/test.npz")
    forest = RandomForestRegressor(600, min_samples_leaf=2, oob_score=True, random_state=9, n_jobs=-1)
    forest.fit(train["X"], train["y"])
    mae = mean_absolute_error(test["y"], forest.predict(test["X"]))
    with open("metrics.json", "w") as fh:
        json.dump({"oob_r2": forest.oob_score_, "mae": mae}, fh)
