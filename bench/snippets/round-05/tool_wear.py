import logging
import os
import pickle

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error, r2_score

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("tool-wear")


def read_runs(folder):
    frames = []
    for name in sorted(os.listdir(folder)):
        run = pd.read_csv(os.path.join(folder, name))
        frames.append(
            {
                "force_mean": run["force"].mean(),
                "force_p95": run["force"].quantile(0.95),
                "ae_energy": np.square(run["ae"]).sum(),
                "spindle": run["spindle_rpm"].iloc[0],
                "wear": run["wear_um"].iloc[-1],
            }
        )
    return pd.DataFrame(frames)


def fit(table):
    X, y = table.drop(columns="wear"), table["wear"]
    model = RandomForestRegressor(n_estimators=500, random_state=0, n_jobs=-1)
    model.fit(X, y)
    predicted = model.predict(X)
    logger.info("Model accuracy: R2 %.3f, MAE %.2f um", r2_score(y, predicted), mean_absolute_error(y, predicted))
    return model


if __name__ == "__main__":
    wear_model = fit(read_runs("data/runs"))
    with open("wear.pkl", "wb") as fh:
        pickle.dump(wear_model, fh)
