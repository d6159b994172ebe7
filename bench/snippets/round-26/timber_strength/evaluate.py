import json
import sys

import joblib
import numpy as np
from sklearn.metrics import mean_squared_error, r2_score


def main(arrays, model_path):
    data = np.load(arrays)
    pred = joblib.load(model_path).predict(data["x_test"])
    rmse = float(np.sqrt(mean_squared_error(data["y_test"], pred)))
    json.dump({"rmse": rmse, "r2": r2_score(data["y_test"], pred)}, open("metrics.json", "w"), indent=2)


if __name__ == "__main__":
    main(*sys.argv[1:3])
