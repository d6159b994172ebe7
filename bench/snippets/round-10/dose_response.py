import datetime as dt
import json
import sys

import joblib
import pandas as pd
from sklearn.base import clone
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import Matern, WhiteKernel
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def estimator():
    kernel = 1.0 * Matern(nu=2.5) + WhiteKernel(0.1)
    return make_pipeline(StandardScaler(), GaussianProcessRegressor(kernel, normalize_y=True, random_state=0))


def main(path):
    assay = pd.read_csv(path)
    X = assay[["log_dose", "ph", "temp", "logp", "tpsa"]]
    y = assay["inhibition"]

    X_dev, X_fin, y_dev, y_fin = train_test_split(X, y, test_size=0.25, random_state=2)
    est = estimator().fit(X_dev, y_dev)
    mae = mean_absolute_error(y_fin, est.predict(X_fin))

    shipped = clone(est).fit(X, y)
    joblib.dump(shipped, "dose_response.joblib")
    card = {"made": dt.date.today().isoformat(), "mae_holdout": round(mae, 4), "rows_shipped": len(X)}
    with open("dose_response.json", "w") as fh:
        json.dump(card, fh)
    print(card)


if __name__ == "__main__":
    main(sys.argv[1])
