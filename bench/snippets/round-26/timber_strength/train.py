import sys

import joblib
import numpy as np
import yaml
from sklearn.ensemble import RandomForestRegressor


def main(arrays, out):
    cfg = yaml.safe_load(open("params.yaml"))["train"]
    data = np.load(arrays)
    model = RandomForestRegressor(
        n_estimators=cfg["trees"], min_samples_leaf=cfg["leaf"], random_state=0, n_jobs=-1
    )
    model.fit(data["x_train"], data["y_train"])
    joblib.dump(model, out)


if __name__ == "__main__":
    main(*sys.argv[1:3])
