import numpy as np
from scipy.optimize import minimize
from sklearn.datasets import fetch_california_housing
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from xgboost import XGBRegressor

X, y = fetch_california_housing(return_X_y=True)
X1, X2, y1, y2 = train_test_split(X, y, test_size=0.25, random_state=123)

members = [
    RandomForestRegressor(300, min_samples_leaf=2, n_jobs=-1, random_state=0),
    XGBRegressor(n_estimators=800, max_depth=7, learning_rate=0.04, subsample=0.8),
    make_pipeline(StandardScaler(), KNeighborsRegressor(12, weights="distance")),
]
preds = np.stack([m.fit(X1, y1).predict(X2) for m in members])


def rmse(w, P, t):
    return mean_squared_error(t, w @ P) ** 0.5


k = len(members)
res = minimize(
    rmse,
    x0=np.full(k, 1 / k),
    args=(preds, y2),
    bounds=[(0, 1)] * k,
    constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
    method="SLSQP",
)
for m, w, p in zip(members, res.x, preds):
    print(f"{type(m).__name__:<24} w={w:.2f}  rmse={mean_squared_error(y2, p) ** 0.5:.4f}")
print(f"{'blend':<24}         rmse={rmse(res.x, preds, y2):.4f}")
