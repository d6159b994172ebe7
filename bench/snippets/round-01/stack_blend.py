import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.svm import SVR


class Blender:
    def __init__(self, *bases, meta=None):
        self.bases = list(bases)
        self.meta = meta or LinearRegression(positive=True)

    def _level_one(self, X):
        return np.column_stack([b.predict(X) for b in self.bases])

    def fit(self, X, y):
        for b in self.bases:
            b.fit(X, y)
        self.meta.fit(self._level_one(X), y)
        return self

    def predict(self, X):
        return self.meta.predict(self._level_one(X))


concrete = pd.read_csv("concrete_strength.csv")
y = concrete.pop("strength_mpa")
X_train, X_test, y_train, y_test = train_test_split(concrete, y, test_size=0.2, random_state=31)

blender = Blender(
    RandomForestRegressor(n_estimators=400, random_state=1),
    KNeighborsRegressor(n_neighbors=4),
    SVR(C=30),
)
blender.fit(X_train, y_train)
rmse = mean_squared_error(y_test, blender.predict(X_test)) ** 0.5
print("weights", blender.meta.coef_.round(2), "RMSE", round(rmse, 2))
