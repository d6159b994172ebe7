import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from scipy.optimize import minimize
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR


class Blend:
    def __init__(self, *members):
        self.members = members

    def _stack(self, X):
        return np.column_stack([m.predict(X) for m in self.members])

    def fit(self, X, y):
        for m in self.members:
            m.fit(X, y)
        return self

    def weigh(self, X, y):
        P = self._stack(X)
        n = P.shape[1]
        res = minimize(
            lambda w: mean_absolute_error(y, P @ w), np.full(n, 1 / n), method="SLSQP",
            bounds=[(0, 1)] * n, constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        )
        self.weights = res.x
        return self

    def predict(self, X):
        return self._stack(X) @ self.weights


runs = pd.read_csv("tunnel_runs.csv")
y = runs.pop("drag_n")
X_rest, X_test, y_rest, y_test = train_test_split(runs, y, test_size=0.2, random_state=14)
X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest, test_size=0.25, random_state=14)

members = (LGBMRegressor(n_estimators=400, random_state=0), RidgeCV(), make_pipeline(StandardScaler(), SVR(C=10)))
blend = Blend(*members).fit(X_train, y_train).weigh(X_val, y_val)
print(blend.weights.round(2), mean_absolute_error(y_test, blend.predict(X_test)))
