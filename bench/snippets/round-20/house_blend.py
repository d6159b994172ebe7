import numpy as np
import pandas as pd
from catboost import CatBoostRegressor
from scipy.optimize import minimize
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

COLS = ["area", "rooms", "floor", "year_built", "dist_center", "dist_metro"]


def rmse(a, b):
    return float(np.sqrt(np.mean((np.asarray(a) - b) ** 2)))


def mix(preds, w):
    return sum(wi * p for wi, p in zip(w, preds))


def find_weights(preds, truth):
    k = len(preds)
    res = minimize(
        lambda w: rmse(truth, mix(preds, w)),
        np.full(k, 1 / k),
        bounds=[(0, 1)] * k,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
    )
    return res.x


def main():
    flats = pd.read_csv("flats.csv")
    Xa, Xb, ya, yb = train_test_split(flats[COLS], np.log(flats["price"]), test_size=0.2, random_state=30)
    members = [
        make_pipeline(StandardScaler(), RidgeCV()),
        ExtraTreesRegressor(400, random_state=30),
        CatBoostRegressor(iterations=700, verbose=False, random_seed=30),
    ]
    preds = [m.fit(Xa, ya).predict(Xb) for m in members]
    weights = find_weights(preds, yb)
    print("weights", np.round(weights, 3))
    print("RMSE of the blend", rmse(yb, mix(preds, weights)))


if __name__ == "__main__":
    main()
